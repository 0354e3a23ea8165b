// A signal's value is read by many, and handles are Copy.
// error: a signal's value must be copyable.
// error: remedy: hold a std::shared_ptr to it
#include <memory>

#include "kaon/signal/signal.hpp"

void page() { kaon::Signal count{std::make_unique<int>(1)}; }
