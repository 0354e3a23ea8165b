// How each kind of item joins a router.
#include "kaon/web/item.hpp"

#include "kaon/web/router_core.hpp"

namespace kaon::web {

void Handler::keep_bytes(const void* bytes, std::size_t size) {
    auto* word = new void*;
    std::memcpy(word, bytes, size);
    object_ = std::shared_ptr<void>(word, [](void* p) { delete static_cast<void**>(p); });
}

void Handler::keep(void* object, void (*drop)(void*)) { object_ = std::shared_ptr<void>(object, drop); }

void RouteItem::add_to(RouterCore& core) {
    if (!mistake.empty()) return core.add_mistake(mistake);
    if (facts) core.add(*facts, std::move(handler), std::move(settings));
}
void LayerItem::add_to(RouterCore& core) { core.add_layers(std::move(settings)); }
void FallbackItem::add_to(RouterCore& core) {
    if (facts) core.add_fallback(*facts, std::move(handler));
}
void BackgroundItem::add_to(RouterCore& core) { core.add_background(std::move(start)); }
void ErrorItem::add_to(RouterCore& core) { core.add_hook(std::move(hook)); }

NestItem::NestItem() = default;
NestItem::NestItem(NestItem&&) noexcept = default;
NestItem::~NestItem() = default;
void NestItem::add_to(RouterCore& outer) { outer.nest(prefix, std::move(*core)); }

}  // namespace kaon::web
