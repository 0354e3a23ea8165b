// Effects: functions that run again when a signal that they read has changed.
//
//   effect([=] { show(count()); });                     // first in the next flush, then after changes
//   watch([=] { return count(); }, [](int now) { ... });  // only the first function is tracked
//
// An effect ends with its owner or by `stop`, also from inside itself. What a run makes belongs to that run: it is
// ended before the next one. While EffectsOff lives none are made: a page that is rendered to text has no use for them.
// Threads: the one that made it; it runs in that thread's flush.
#pragma once

#include <concepts>
#include <optional>
#include <utility>

#include "kaon/signal/computation.hpp"

namespace kaon::inline v0 {

namespace graph {

// No effect is made while it lives.
class [[nodiscard]] EffectsOff {
public:
    EffectsOff();
    ~EffectsOff();
    EffectsOff(const EffectsOff&) = delete;
    EffectsOff& operator=(const EffectsOff&) = delete;

private:
    bool before_;
};
bool effects_are_off();

}  // namespace graph

// A handle: copies mean the same effect.
class Effect {
public:
    Effect() = default;
    void stop() const;
    bool alive() const;
    // Null when it has ended.
    graph::Computation* node() const { return alive() ? node_ : nullptr; }

private:
    friend struct EffectMaker;
    graph::Computation* node_ = nullptr;
    std::uint32_t generation_ = 0;
};

struct EffectMaker {
    static Effect make(graph::detail::Work* work, graph::Where made);
    static Effect deferred(graph::detail::Work* work, graph::Where made);
    static Effect immediate(graph::detail::Work* work, graph::Where made);

    template <class F>
    static graph::detail::Work* work(F&& fn) {
        return graph::detail::make_work(std::forward<F>(fn), [](auto& function, void*) {
            function();
            return true;
        });
    }
};

// Runs fn in the next flush, and again in the flush after a change of what it read.
template <std::invocable F>
Effect effect(F&& fn, graph::Where made = graph::Where::here()) {
    if (graph::effects_are_off()) return {};
    return EffectMaker::deferred(EffectMaker::work(std::forward<F>(fn)), made);
}

// The same, with the first run now: for renderers. It is made even where effects are off.
template <std::invocable F>
Effect render_effect(F&& fn, graph::Where made = graph::Where::here()) {
    return EffectMaker::immediate(EffectMaker::work(std::forward<F>(fn)), made);
}

struct WatchOptions {
    bool immediate = false;  // handle the first value too
};

// Tracks what deps reads and hands its value, and the one before if it asks for two, to handler, which is not tracked.
template <std::invocable Deps, class Handler>
Effect watch(Deps deps, Handler handler, WatchOptions options = {}, graph::Where made = graph::Where::here()) {
    using Value = std::decay_t<std::invoke_result_t<Deps&>>;
    return effect(
        [deps = std::move(deps), handler = std::move(handler), options, before = std::optional<Value>()]() mutable {
            Value now = deps();
            const bool handle = before || options.immediate;
            {
                const graph::Untracked untracked;
                if constexpr (std::invocable<Handler&, const Value&, const std::optional<Value>&>) {
                    if (handle) handler(std::as_const(now), std::as_const(before));
                } else if (handle) {
                    handler(std::as_const(now));
                }
            }
            before = std::move(now);
        },
        made);
}

}  // namespace kaon::inline v0
