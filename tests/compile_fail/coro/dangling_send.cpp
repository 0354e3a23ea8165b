// A send that is kept, of a value that has gone by the time it is awaited.
// error: temporary whose address is used as value of local variable 'sending' will be destroyed at the end of the
#include <string>

#include "kaon/coro/channel.hpp"

kaon::Task<> greet(kaon::Sender<std::string>& sender) {
    auto sending = sender.send(std::string("hello"));
    co_await sending;
}
