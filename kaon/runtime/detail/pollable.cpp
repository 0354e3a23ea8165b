// Edges in, waits out.
#include "kaon/runtime/detail/pollable.hpp"

namespace kaon::inline v0::runtime::detail {

struct Pollable::All final : CoreLocal {
    Pollable* first = nullptr;

    static All& of(Reactor& reactor) {
        static const std::uint64_t key = CoreLocal::new_key();
        if (CoreLocal* known = reactor.local(key)) return *static_cast<All*>(known);
        return reactor.keep(key, std::make_unique<All>());
    }
    ~All() override {
        while (first) first->leave();
    }
};

Pollable::~Pollable() {
    if (gone_) *gone_ = true;
    leave();
}

Result<> Pollable::join(Reactor& reactor) {
    if (reactor_ == &reactor) return {};
    if (reactor_ || was_joined_) return Error(Errc::conflict, "this descriptor belongs to another core");
    Watch::ready = [](Watch& watch, Readiness readiness) { static_cast<Pollable&>(watch).tell(readiness); };
    Result<> watched = reactor.watch(*this, fd_.number(), Interest::edges);
    if (!watched) return watched;
    All& all = All::of(reactor);
    next_ = std::exchange(all.first, this);
    previous_ = &all.first;
    if (next_) next_->previous_ = &next_;
    reactor_ = &reactor;
    was_joined_ = true;
    return {};
}

void Pollable::leave() {
    if (!reactor_) return;
    std::exchange(reactor_, nullptr)->unwatch(*this);
    *previous_ = next_;
    if (next_) next_->previous_ = previous_;
}

void Pollable::tell(Readiness readiness) {
    const bool told[] = {readiness.readable, readiness.writable};
    for (const Direction direction : {Direction::reading, Direction::writing}) {
        if (told[static_cast<std::size_t>(direction)]) known(direction) = true;
    }
    bool gone = false;
    gone_ = &gone;
    for (const Direction direction : {Direction::reading, Direction::writing}) {
        if (!known(direction) || !waiting(direction)) continue;
        known(direction) = false;
        std::exchange(waiting(direction), nullptr)->complete({});
        if (gone) return;
    }
    gone_ = nullptr;
}

Begun Pollable::Wait::start(Core& core) {
    Result<> joined = pollable_.join(static_cast<Reactor&>(core));
    if (joined && pollable_.waiting(direction_))
        joined = Error(Errc::conflict, "another Task waits for this descriptor already");
    if (!joined || std::exchange(pollable_.known(direction_), false)) {
        finish(std::move(joined));
        return Begun::finished;
    }
    pollable_.calls_ = 0;
    pollable_.waiting(direction_) = this;
    return Begun::waiting;
}

void Pollable::Wait::stop() { pollable_.waiting(direction_) = nullptr; }

}  // namespace kaon::inline v0::runtime::detail
