// The view around an owned one has a chunk of its own, whose end is the owner's (detail/tape.hpp).
#include "kaon/ui/owned.hpp"

#include <new>

#include "kaon/ui/detail/tape.hpp"

namespace kaon::inline v0::ui::detail {

View record_owned(Owned* owned) {
    struct Fragment {
        Node node;
        Item item;
    };
    void* room = allocate_apart(sizeof(Fragment), [](void* object) { delete static_cast<Owned*>(object); }, owned);
    auto* fragment = new (room) Fragment{};
    fragment->node.chunk_offset = sizeof(Chunk) + sizeof(Cleanup);
    fragment->node.kind = NodeKind::fragment;
    if (!owned->inside.empty()) {
        fragment->node.count = 1;
        fragment->item.node = owned->inside.node();
        fragment->item.kind = Kind::node;
    }
    return View::adopt(&fragment->node);
}

}  // namespace kaon::inline v0::ui::detail
