// A reference is nobody's value.
// error: a signal holds a plain value.
// error: remedy: no void, const or reference
#include "kaon/signal/signal.hpp"

void page(kaon::Signal<int&> count) { count.set(1); }
