// Calls on elements are operations.
#include "kaon/ui/node_ref.hpp"

#include "kaon/ui/dom/buffer.hpp"

namespace kaon {

void NodeRef::call(std::string_view method) const {
    const std::uint32_t handle = handle_.peek();
    if (handle) dom::buffer().put(dom::Op::call, handle, dom::buffer().name(method));
}

}  // namespace kaon
