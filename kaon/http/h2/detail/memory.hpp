// SessionMemory: what one nghttp2 session allocates with, and whether there was not enough.
//
//   SessionMemory memory;
//   nghttp2_mem functions = memory.functions();
//   nghttp2_session_server_new3(&session, callbacks, user, option, &functions);
//   ...
//   if (memory.ran_short()) nghttp2_session_del(session);      // between two calls of nghttp2
//
// A stream, its response and its fields are about eight pieces below a kilobyte each, made and freed for each request.
// They come from the free lists of coroutine frames (coro/frame_pool.hpp): bounded, and taking back what was freed on
// another thread.
//
// When there is no memory, the call that is running is finished with the thread's reserve, 256 kB that are not touched
// before: nghttp2 1.52 frees twice what it could not queue. Then the session ends, and gives the reserve back.
// Threads: one core's own. Lifetime: the session's at least.
#pragma once

#include <nghttp2/nghttp2.h>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::http::h2 {

class SessionMemory {
public:
    // Errors: std::bad_alloc where the thread has no reserve yet and gets none.
    SessionMemory();
    SessionMemory(const SessionMemory&) = delete;
    SessionMemory& operator=(const SessionMemory&) = delete;

    nghttp2_mem functions();
    // Since it was made: the session is to be deleted before nghttp2 is called again.
    bool ran_short() const { return short_; }
    void note_short() { short_ = true; }

private:
    static void* allocate(std::size_t size, void* self);
    static void* allocate_zeroed(std::size_t count, std::size_t size, void* self);
    static void* reallocate(void* memory, std::size_t size, void* self);

    bool short_ = false;
};

}  // namespace kaon::inline v0::http::h2
