// An error that is handed on without being given away.
// error: an Error is moved, not copied: co_await std::move(result) passes it on, std::move(result).error() takes it
#include "kaon/coro/task.hpp"

kaon::Result<int> make();

kaon::Task<int> use() {
    auto made = make();
    if (!made) co_return made.error();
    co_return *made;
}
