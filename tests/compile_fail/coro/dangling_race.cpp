// A race that is kept, over a wait that has gone by the time it is awaited.
// error: temporary whose address is used as value of local variable 'race' will be destroyed at the end of the
#include "kaon/coro/channel.hpp"
#include "kaon/coro/group.hpp"
#include "kaon/coro/time.hpp"

using namespace kaon::literals;

kaon::Task<> listen(kaon::Receiver<int>& receiver) {
    auto next = receiver.recv();
    auto race = first_of(next, kaon::sleep(1s));
    (void)co_await std::move(race);
}
