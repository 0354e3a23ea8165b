// The life of a signal's slot, without its value.
#include "kaon/signal/cell.hpp"

namespace kaon::inline v0::graph {

CellBase::CellBase(Drop drop_it, std::uint32_t of_slot, Where made) : Owned(drop_it), generation(of_slot) {
    if (!own(*this, Owning::value)) warn(Misuse::no_owner, made);
}

void CellBase::forget() {
    ++generation;
    detach(static_cast<Source&>(*this));
}

}  // namespace kaon::inline v0::graph
