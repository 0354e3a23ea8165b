// The life of a recorded closure.
#include "kaon/ui/binding.hpp"

#include <cstdlib>
#include <cstring>

namespace kaon::inline v0::ui {

Binding* Binding::make(const Closure& closure) {
    const ClosureType& type = *closure.type;
    void* room = std::malloc(sizeof(Binding) + type.size);
    if (!room) std::abort();
    auto* binding = new (room) Binding(&type);
    if (type.copy) type.copy(binding + 1, closure.object);
    else std::memcpy(static_cast<void*>(binding + 1), closure.object, type.size);
    return binding;
}

void Binding::release() {
    if (__atomic_sub_fetch(&holders_, 1, __ATOMIC_ACQ_REL) != 0) return;
    if (type_->destroy) type_->destroy(this + 1);
    std::free(this);
}

}  // namespace kaon::inline v0::ui
