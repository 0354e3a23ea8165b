// pooled_memory(): what nghttp2 allocates with: small pieces from this thread's pool, the rest from the C library.
//
//   nghttp2_mem memory = pooled_memory();
//   nghttp2_session_server_new3(&session, callbacks, user, option, &memory);
//
// A stream, its response and its fields are about eight pieces below a kilobyte each, made and freed for each request.
// They come from the free lists of coroutine frames (coro/frame_pool.hpp): bounded, and taking back what was freed on
// another thread. Threads: any.
#pragma once

#include <nghttp2/nghttp2.h>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::http::h2 {

nghttp2_mem pooled_memory();

}  // namespace kaon::inline v0::http::h2
