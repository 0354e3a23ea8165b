// A write of another type.
// error: cannot initialize a parameter of type 'int' with an lvalue of type 'const char[4]'
#include "kaon/signal/signal.hpp"

void page(kaon::Signal<int> count) { count.set("two"); }
