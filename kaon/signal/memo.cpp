// Reading a memo, without its type.
#include "kaon/signal/memo.hpp"

namespace kaon::inline v0::graph {

bool read_memo(Computation* memo, std::uint32_t generation) {
    if (memo->generation != generation) return false;
    track(static_cast<Node&>(*memo));
    return peek_memo(memo, generation);
}

bool peek_memo(Computation* memo, std::uint32_t generation) {
    if (memo->generation != generation) return false;
    update_if_stale(static_cast<Node&>(*memo));
    return memo->generation == generation;
}

}  // namespace kaon::inline v0::graph
