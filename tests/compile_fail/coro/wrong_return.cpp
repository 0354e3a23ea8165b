// A co_return of something else than the Task's value.
// error: co_return gives 'const char *', and the coroutine is a Task<int>.
// error: remedy: a value that makes a int, an Error, or a Result<int>.
#include "kaon/coro/task.hpp"

kaon::Task<int> count() {
    const char* text = "12";
    co_return text;
}
