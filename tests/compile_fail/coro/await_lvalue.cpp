// A Task that is awaited without being given away.
// error: 'Task<int>' cannot be awaited here.
// error: remedy: a Task is awaited once, and given away: co_await std::move(task).
#include "kaon/coro/task.hpp"

kaon::Task<int> count();

kaon::Task<int> twice() {
    auto task = count();
    co_return co_await task;
}
