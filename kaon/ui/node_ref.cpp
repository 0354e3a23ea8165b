// Calls on elements are operations.
#include "kaon/ui/node_ref.hpp"

#include "kaon/ui/dom/buffer.hpp"

namespace kaon::inline v0 {

void NodeRef::call(std::string_view method) const {
    const std::uint32_t handle = handle_.peek();
    if (!handle) return;
    const std::uint32_t name = dom::buffer().passing_name(method);
    dom::buffer().put(dom::Op::call, handle, name);
}

}  // namespace kaon::inline v0
