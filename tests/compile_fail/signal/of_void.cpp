// What has no value is no signal.
// error: a signal holds a plain value.
#include "kaon/signal/signal.hpp"

void page(kaon::Signal<void> done) { done(); }
