// A guard that outlives the lock that it holds.
// error: temporary whose address is used as value of local variable 'guard' will be destroyed at the end of the
#include "kaon/coro/async_mutex.hpp"

int count() {
    auto guard = kaon::AsyncMutex<int>(3).try_lock();
    return **guard;
}
