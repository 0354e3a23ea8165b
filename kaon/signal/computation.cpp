// The life of a memo or effect.
#include "kaon/signal/computation.hpp"

namespace kaon::inline v0::graph {

Computation::Computation(Kind kind_of_it, detail::Work* given, Put put_slot, std::uint32_t of_slot, Where made)
    : Node(&run_again, kind_of_it), Owned(&drop_owned), Owner(Owner::current()), work(given), put(put_slot),
      generation(of_slot) {
    if (!graph::own(*this, Owning::value)) warn(Misuse::no_owner, made);
    mark_as_computation();
    Node::paused = Owner::paused();
}

bool Computation::run_again(Node& node) {
    struct Run {
        Computation& self;
        explicit Run(Node& running) : self(static_cast<Computation&>(running)) { self.in_run = true; }
        ~Run() {
            self.in_run = false;
            if (self.ended) self.release();
        }
    } const run(node);
    Computation& self = run.self;
    self.cleanup();
    if (self.ended) return false;
    const Owner::Scope scope(self);
    return self.work->call(&self);
}

void Computation::drop_owned(Owned& owned) noexcept {
    auto& self = static_cast<Computation&>(owned);
    self.next_and_kind = static_cast<std::uintptr_t>(Owning::nobody);
    self.end();
}

void Computation::end() {
    if (!ended) {
        ended = true;
        ++generation;
        detach(static_cast<Node&>(*this));
    }
    if (!in_run && !cleaning()) release();
}

void Computation::release() {
    dispose();
    if (work) std::exchange(work, nullptr)->destroy();
    if (!held()) put(*this);
}

}  // namespace kaon::inline v0::graph
