// A pending part's node has a chunk of its own: the part may hold views, and must not keep itself alive
// (detail/tape.hpp).
#include "kaon/ui/pending.hpp"

#include <new>

#include "kaon/ui/detail/shape.hpp"
#include "kaon/ui/detail/tape.hpp"

namespace kaon::inline v0::ui {

View Pending::record(Pending* part) {
    void* room = detail::allocate_apart(
        sizeof(PendingNode),
        [](void* object) {
            auto* self = static_cast<Pending*>(object);
            self->destroy(*self);
        },
        part);
    auto* node = new (room) PendingNode{};
    node->chunk_offset = sizeof(detail::Chunk) + sizeof(detail::Cleanup);
    node->kind = NodeKind::pending;
    node->rules = tag_rules::has_slots;
    node->shape = detail::shape_of_list;
    node->behaviour = &dom::shows_meanwhile;
    node->part = part;
    return View::adopt(node);
}

}  // namespace kaon::inline v0::ui
