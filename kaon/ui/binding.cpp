// The life of a recorded closure.
#include "kaon/ui/binding.hpp"

#include <cstring>
#include <new>

namespace kaon::inline v0::ui {

Binding* Binding::make(void* room, const Closure& closure) {
    const ClosureType& type = *closure.type;
    auto* binding = new (room) Binding(&type);
    if (type.copy) type.copy(binding + 1, closure.object);
    else std::memcpy(static_cast<void*>(binding + 1), closure.object, type.size);
    return binding;
}

}  // namespace kaon::inline v0::ui
