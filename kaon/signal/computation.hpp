// What memos and effects have in common: a node that is owned, owns what its runs make, and has a user's function.
#pragma once

#include <cstdint>

#include "kaon/signal/detail/work.hpp"
#include "kaon/signal/owner.hpp"

namespace kaon::inline v0::graph {

struct Computation : Node, Owned, Owner {
    using Put = void (*)(Computation&) noexcept;  // gives the slot back

    detail::Work* work;  // null: destroyed
    Put put;
    std::uint32_t generation;
    bool in_run = false;
    bool ended = false;

    // The generation goes on where the slot's last use left it.
    Computation(Kind kind_of_it, detail::Work* given, Put put_slot, std::uint32_t of_slot, Where made);

    static Computation& of(Owner& owner) { return static_cast<Computation&>(owner); }

    // Leaves the graph; handles know. The function lives as long as it runs, the slot as long as the owner.
    void end();

private:
    static bool run_again(Node& node);
    static void drop_owned(Owned& owned) noexcept;
    void release();
};

}  // namespace kaon::inline v0::graph
