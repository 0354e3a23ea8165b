// How each kind of item joins a router.
#include "kaon/web/item.hpp"

#include <cstring>

#include "kaon/web/router_core.hpp"

namespace kaon::inline v0::web {

void Handler::keep_bytes(const void* bytes, std::size_t size) {
    auto* word = new void*;
    std::memcpy(word, bytes, size);
    object_ = std::shared_ptr<void>(word, [](void* p) { delete static_cast<void**>(p); });
}

void Handler::keep(void* object, void (*drop)(void*)) { object_ = std::shared_ptr<void>(object, drop); }

void RouteItem::add(Item& self, RouterCore& core) {
    auto& route = static_cast<RouteItem&>(self);
    if (!route.mistake.empty()) return core.add_mistake(route.mistake);
    if (route.facts) core.add(*route.facts, std::move(route.handler), std::move(route.settings));
}
RouteItem::RouteItem() : Item(&RouteItem::add) {}
RouteItem::RouteItem(Add add) : Item(add) {}
RouteItem::RouteItem(RouteItem&&) noexcept = default;
RouteItem::~RouteItem() = default;

LayerItem::LayerItem()
    : Item([](Item& self, RouterCore& core) { core.add_layers(std::move(static_cast<LayerItem&>(self).settings)); }) {}
FallbackItem::FallbackItem()
    : Item([](Item& self, RouterCore& core) {
          auto& item = static_cast<FallbackItem&>(self);
          if (item.facts) core.add_fallback(*item.facts, std::move(item.handler));
      }) {}
BackgroundItem::BackgroundItem()
    : Item([](Item& self, RouterCore& core) {
          auto& item = static_cast<BackgroundItem&>(self);
          core.add_background(std::move(item.start), item.at_restart);
      }) {}
ErrorItem::ErrorItem()
    : Item([](Item& self, RouterCore& core) { core.add_hook(std::move(static_cast<ErrorItem&>(self).hook)); }) {}

NestItem::NestItem()
    : Item([](Item& self, RouterCore& outer) {
          auto& item = static_cast<NestItem&>(self);
          outer.nest(item.prefix, std::move(*item.core));
      }) {}
NestItem::NestItem(NestItem&&) noexcept = default;
NestItem::~NestItem() = default;

}  // namespace kaon::inline v0::web
