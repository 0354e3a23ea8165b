// The tree of owners and its end.
#include "kaon/signal/owner.hpp"

#include "kaon/signal/computation.hpp"

namespace kaon::inline v0 {

// Below the scopes of every thread, so that there always is one. Never written: no owner is null.
static constinit graph::InUse nobody{nullptr, nullptr};
static constinit thread_local graph::InUse* in_use = &nobody;

Owner* Owner::current() { return in_use->owner; }

Owner::Scope::Scope(Owner* owner) : use_{owner, in_use} { in_use = &use_; }
Owner::Scope::~Scope() { in_use = use_.outer; }

void Owner::attach(Owner* parent) {
    leave();
    if (!parent) return;
    parent_ = parent;
    next_ = parent->child_;
    if (next_) next_->previous_ = this;
    parent->child_ = this;
    paused_ = parent->paused_;
}

void Owner::leave() {
    if (!parent_) return;
    (previous_ ? previous_->next_ : parent_->child_) = next_;
    if (next_) next_->previous_ = previous_;
    parent_ = next_ = previous_ = nullptr;
}

// Cleanups in the order of registration, then the rest.
void Owner::drop_owned() {
    graph::Owned *cleanups = nullptr, *values = nullptr, **end = &values;
    for (graph::Owned *owned = std::exchange(owned_, nullptr), *next; owned; owned = next) {
        next = owned->next();
        if (owned->kind() == graph::Owning::cleanup) {
            owned->next_and_kind = reinterpret_cast<std::uintptr_t>(std::exchange(cleanups, owned));
        } else {
            owned->next_and_kind = 0;
            *end = owned;
            end = reinterpret_cast<graph::Owned**>(&owned->next_and_kind);
        }
    }
    for (graph::Owned* list : {cleanups, values}) {
        for (graph::Owned* next; list; list = next) {
            next = list->next();
            list->drop(*list);
        }
    }
}

// Leaves first, without recursion.
void Owner::cleanup() {
    if (cleaning_ || (!child_ && !owned_)) return;
    const graph::Untracked untracked;
    cleaning_ = true;
    for (Owner* at = this;;) {
        if (at->child_) {
            at = at->child_;
            at->cleaning_ = true;
        } else if (at->owned_) {
            at->drop_owned();
        } else if (at == this) {
            break;
        } else {
            Owner* const parent = at->parent_;
            at->cleaning_ = false;
            at->leave();
            at = parent;
        }
    }
    cleaning_ = false;
}

void Owner::dispose() {
    cleanup();
    if (cleaning_) return;
    for (graph::InUse* use = in_use; use; use = use->outer) {
        if (use->owner == this) use->owner = parent_;
    }
    leave();
}

void Owner::own(graph::Owned& owned, graph::Owning kind) {
    owned.next_and_kind = reinterpret_cast<std::uintptr_t>(owned_) | static_cast<std::uintptr_t>(kind);
    owned_ = &owned;
}

bool graph::own(Owned& owned, Owning kind) {
    Owner* const owner = Owner::current();
    if (owner) owner->own(owned, kind);
    return owner;
}

// The next owner of a walk through everything below root.
Owner* Owner::next_below(const Owner& root) {
    if (child_) return child_;
    Owner* at = this;
    while (at != &root && !at->next_) at = at->parent_;
    return at == &root ? nullptr : at->next_;
}

void Owner::set_paused(bool paused) {
    for (Owner* at = this; at; at = at->next_below(*this)) {
        at->paused_ = paused;
        if (!at->of_computation_) continue;
        graph::Node& node = graph::Computation::of(*at);
        if (paused) graph::pause(node);
        else graph::resume(node);
    }
}

void Owner::pause() { set_paused(true); }
void Owner::resume() { set_paused(false); }

}  // namespace kaon::inline v0
