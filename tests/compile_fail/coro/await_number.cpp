// Something that is no wait at all.
// error: 'int' cannot be awaited here.
// error: remedy: co_await a Task, a Result, an Error or an Operation; what blocks, by spawn_blocking.
#include "kaon/coro/task.hpp"

kaon::Task<void> wait() { co_await 5; }
