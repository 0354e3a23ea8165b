// One wait for one descriptor.
#include "kaon/runtime/ready.hpp"

namespace kaon::inline v0::runtime {

Begun Ready::start(Core& core) {
    watch_.owner = this;
    watch_.ready = [](Watch& watch, Readiness) {
        Ready& ready = *static_cast<OwnedWatch&>(watch).owner;
        static_cast<Reactor&>(ready.core()).unwatch(watch);
        ready.complete({});
    };
    Result<> watched = static_cast<Reactor&>(core).watch(watch_, fd_, interest_);
    if (watched) return Begun::waiting;
    finish(std::move(watched));
    return Begun::finished;
}

void Ready::stop() { static_cast<Reactor&>(core()).unwatch(watch_); }

}  // namespace kaon::inline v0::runtime
