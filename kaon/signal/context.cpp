// The search for a context.
#include "kaon/signal/context.hpp"

namespace kaon::inline v0::graph {

ContextBase* find_context(ContextKey key) {
    for (const Owner* owner = Owner::current(); owner; owner = owner->parent()) {
        for (Owned* owned = owner->owned(); owned; owned = owned->next()) {
            if (owned->kind() != Owning::context) continue;
            auto* const context = static_cast<ContextBase*>(owned);
            if (context->key == key) return context;
        }
    }
    return nullptr;
}

}  // namespace kaon::inline v0::graph
