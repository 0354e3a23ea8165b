// The life of an effect.
#include "kaon/signal/effect.hpp"

#include <new>

#include "kaon/signal/pool.hpp"

namespace kaon::inline v0 {

static constinit thread_local bool effects_off_ = false;

namespace graph {

EffectsOff::EffectsOff() : before_(std::exchange(effects_off_, true)) {}
EffectsOff::~EffectsOff() { effects_off_ = before_; }
bool effects_are_off() { return effects_off_; }

}  // namespace graph

Effect EffectMaker::make(graph::detail::Work* work, graph::Where made) {
    using graph::Computation;
    using Slots = graph::Pool<Computation>;
    void* const slot = Slots::take();
    const std::uint32_t generation = static_cast<Computation*>(slot)->generation;
    Effect effect;
    effect.node_ = new (slot) Computation(
        graph::Kind::effect, work, [](Computation& self) noexcept { Slots::put(static_cast<graph::Node*>(&self)); },
        generation, made);
    effect.generation_ = generation;
    return effect;
}

Effect EffectMaker::deferred(graph::detail::Work* work, graph::Where made) {
    const Effect effect = make(work, made);
    graph::schedule(*effect.node_);
    return effect;
}

Effect EffectMaker::immediate(graph::detail::Work* work, graph::Where made) {
    const Effect effect = make(work, made);
    graph::observe(*effect.node_);
    return effect;
}

bool Effect::alive() const { return node_ && node_->generation == generation_; }
void Effect::stop() const {
    if (alive()) node_->end();
}

}  // namespace kaon::inline v0
