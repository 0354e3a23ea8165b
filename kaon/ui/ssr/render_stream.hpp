// render_stream(): a View as HTML in chunks, for a response body that is pulled.
//
//   Stream<std::string> chunks = render_stream(page(...), {.chunk_size = 16 * 1024});
//   while (auto chunk = co_await chunks.next()) co_await socket.write(*chunk);
//
// A chunk is at least `chunk_size` long, except the last and those before a part that must be awaited: what stands
// before it is sent first (between the views of a stream() only when 100 ms have passed since the last chunk). Memory
// beyond the View itself: one chunk, plus one text or one element's attributes that overlap its end. Errors: those of
// awaited parts without a `failed` view. Threads: one core's own.
#pragma once

#include <string>

#include "kaon/ui/ssr/render.hpp"
#include "kaon/ui/suspense.hpp"

namespace kaon::inline v0 {

struct RenderOptions {
    std::size_t chunk_size = 16 * 1024;
};

Stream<std::string> render_stream(View view, RenderOptions options = {});
// The whole page as one string, awaited parts included.
Task<std::string> render_awaited(View view);

}  // namespace kaon::inline v0
