// The loop around the renderer that awaits what it stops at.
#include "kaon/ui/ssr/render_stream.hpp"

#include <utility>

namespace kaon::inline v0 {

namespace {

void show_failed(ui::Renderer& renderer, View failed, Error& error, Result<>& outcome) {
    if (failed.empty()) outcome = std::move(error);
    else renderer.push(std::move(failed));
}

// Gives the renderer what its pending part has next, or ends the part.
Task<> advance(ui::Renderer& renderer) {
    auto& part = static_cast<ui::AwaitedView&>(renderer.pending());
    View failed = part.failed;
    Result<> outcome;
    if (part.task) {
        Task<View> task = *std::exchange(part.task, std::nullopt);
        Result<View> view = co_await attempt(std::move(task));
        renderer.end_pending();  // `part` may be gone
        if (view) renderer.push(*std::move(view));
        else show_failed(renderer, std::move(failed), view.error(), outcome);
    } else if (part.views) {
        Result<std::optional<View>> view = co_await attempt(part.views->next());
        if (!view || !*view) renderer.end_pending();
        if (!view) show_failed(renderer, std::move(failed), view.error(), outcome);
        else if (*view) renderer.push(**std::move(view));
    } else {
        renderer.end_pending();  // was awaited before
    }
    co_await std::move(outcome);
}

// Rows that come fast are sent together, slow ones as they come.
constexpr Duration longest_hold = Duration::milliseconds(100);

bool is_in_the_middle(const ui::Renderer& renderer) {
    const auto& part = static_cast<const ui::AwaitedView&>(renderer.pending());
    return part.views && part.started;
}

}  // namespace

Stream<std::string> render_stream(View view, RenderOptions options) {
    using Stop = ui::Renderer::Stop;
    Core& core = *(co_await current_context()).core;
    ui::Renderer renderer(std::move(view), ui::Renderer::Awaited::stops);
    std::string chunk;
    Instant sent = core.now();
    for (;;) {
        const Stop stop = renderer.run(chunk, options.chunk_size);
        const bool pending = stop == Stop::pending;
        const bool held = pending && is_in_the_middle(renderer) && core.now() - sent < longest_hold;
        if (!held && !chunk.empty()) {
            co_yield std::move(chunk);
            chunk.clear();
            sent = core.now();
        }
        if (stop == Stop::end) co_return;
        if (pending) {
            static_cast<ui::AwaitedView&>(renderer.pending()).started = true;
            co_await advance(renderer);
        }
    }
}

Task<std::string> render_awaited(View view) {
    ui::Renderer renderer(std::move(view), ui::Renderer::Awaited::stops);
    std::string out;
    while (renderer.run(out, SIZE_MAX) == ui::Renderer::Stop::pending) co_await advance(renderer);
    co_return out;
}

}  // namespace kaon::inline v0
