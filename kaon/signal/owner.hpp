// Who ends what: every signal, memo, effect and cleanup belongs to the owner that was current when it was made.
//
//   Owner page;
//   page.with([&] {
//       Signal count{0};                      // ends with the page
//       effect([=] { show(count()); });       // as does this
//       on_cleanup([] { say("closed"); });
//   });
//   page.cleanup();
//
// Order at the end: children first (the youngest before the older ones), then the cleanups in the order of their
// registration, then values, the youngest first. Each effect and memo is an owner of what a run of it makes. An owner
// can be used again after `cleanup`. It stays where it is, allocates nothing until it owns something, and is small
// enough for every row of a list. Cleanups do not throw. Nesting is limited by memory only. Threads: the one that made
// it.
#pragma once

#include <cstdint>
#include <type_traits>
#include <utility>

#include "kaon/signal/graph.hpp"

namespace kaon::inline v0 {

class Owner;

namespace graph {

enum class Owning : std::uint8_t { value, cleanup, context, nobody };

// What an owner ends; the link is in it.
struct Owned {
    using Drop = void (*)(Owned&) noexcept;
    std::uintptr_t next_and_kind;
    Drop drop;

    explicit Owned(Drop at_the_end) : next_and_kind(static_cast<std::uintptr_t>(Owning::nobody)), drop(at_the_end) {}
    bool held() const { return kind() != Owning::nobody; }
    Owned* next() const { return reinterpret_cast<Owned*>(next_and_kind & ~std::uintptr_t{3}); }
    Owning kind() const { return static_cast<Owning>(next_and_kind & 3); }
};

// The owner that a Scope makes current, and the Scope's around it.
struct InUse {
    Owner* owner;
    InUse* outer;
};

// Makes the current owner, if there is one, end it.
bool own(Owned& owned, Owning kind);

}  // namespace graph

class Owner {
public:
    Owner() = default;  // a root
    explicit Owner(Owner* parent) { attach(parent); }
    Owner(const Owner&) = delete;
    Owner& operator=(const Owner&) = delete;
    ~Owner() { dispose(); }

    static Owner* current();

    // Makes it a child; it ends with its parent at the latest.
    void attach(Owner* parent);
    // Ends everything it owns.
    void cleanup();
    // The same, and leaves its parent.
    void dispose();

    // The effects below wait until `resume`, those made meanwhile too.
    void pause();
    void resume();
    bool paused() const { return paused_; }
    bool cleaning() const { return cleaning_; }
    Owner* parent() const { return parent_; }
    graph::Owned* owned() const { return owned_; }

    void own(graph::Owned& owned, graph::Owning kind);
    // It is the base of a graph::Computation; so pausing finds the node.
    void mark_as_computation() { of_computation_ = true; }

    // Current while it lives; once that owner is disposed of, its parent is.
    class [[nodiscard]] Scope {
    public:
        explicit Scope(Owner* owner);
        explicit Scope(Owner& owner) : Scope(&owner) {}
        ~Scope();
        Scope(const Scope&) = delete;
        Scope& operator=(const Scope&) = delete;

    private:
        graph::InUse use_;
    };

    template <class F>
    decltype(auto) with(F&& fn) {
        const Scope scope(*this);
        return fn();
    }

private:
    void leave();
    void drop_owned();
    Owner* next_below(const Owner& root);
    void set_paused(bool paused);

    Owner* parent_ = nullptr;
    Owner* child_ = nullptr;  // the youngest
    Owner* next_ = nullptr;   // an older sibling
    Owner* previous_ = nullptr;
    graph::Owned* owned_ = nullptr;  // the youngest
    bool paused_ : 1 = false;
    bool cleaning_ : 1 = false;
    bool of_computation_ : 1 = false;
};
static_assert(sizeof(void*) != 4 || sizeof(Owner) == 24);

namespace graph {

template <class F>
struct Cleanup : Owned {
    explicit Cleanup(F&& given) : Owned(&run), fn(std::move(given)) {}
    static void run(Owned& owned) noexcept {
        auto* const self = static_cast<Cleanup*>(&owned);
        self->fn();
        delete self;
    }
    F fn;
};

}  // namespace graph

// Runs fn when the current owner ends, or before its effect or memo runs again.
template <class F>
void on_cleanup(F fn) {
    auto* const cleanup = new graph::Cleanup<F>(std::move(fn));
    if (graph::own(*cleanup, graph::Owning::cleanup)) return;
    delete cleanup;
}

}  // namespace kaon::inline v0
