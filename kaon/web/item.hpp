// What can be listed in a Router{...}, in its erased form. Internals of the router.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "kaon/base/message.hpp"
#include "kaon/base/type_name.hpp"
#include "kaon/web/background.hpp"
#include "kaon/web/endpoint.hpp"

namespace kaon::inline v0::web {

class RouterCore;

// What layers and per-route options set.
struct RouteSettings {
    std::vector<std::shared_ptr<const AnyLayer>> layers;
    std::optional<std::uint64_t> body_limit;
};

// Owns a handler: nothing for a stateless one, eight bytes for a function, else an object of its own.
class Handler {
public:
    Handler() = default;
    template <class F>
    [[gnu::always_inline, gnu::nodebug]] void hold(F& f) {
        if constexpr (std::is_empty_v<F>) {
        } else if constexpr (__is_trivially_copyable(F) && sizeof(F) <= sizeof(void*)) {
            keep_bytes(&f, sizeof(F));
        } else {
            keep(new F(std::move(f)), [](void* p) { delete static_cast<F*>(p); });
        }
    }
    const void* get() const { return object_ ? object_.get() : ""; }

private:
    void keep_bytes(const void* bytes, std::size_t size);
    void keep(void* object, void (*drop)(void*));

    std::shared_ptr<void> object_;
};

enum class AnyMethod : std::uint8_t { no, yes };

// The facts that every route of one type shares.
struct RouteFacts {
    http::Method method = http::Method::get;
    AnyMethod any = AnyMethod::no;
    std::string_view pattern;
    std::string_view handler;  // as messages and `kaon routes` show it
    Start start = nullptr;
    BodyUse body = BodyUse::none;
    bool opens_tunnel = false;  // answers extended CONNECTs too
    bool answers_at_once = false;
    const TypeTag* needs = nullptr;
    const std::string_view* need_names = nullptr;
    std::size_t need_count = 0;
};

// Not a virtual function: every route has a type of its own, and each would have a table.
class Item {
public:
    void add_to(RouterCore& core) { add_(*this, core); }

protected:
    using Add = void (*)(Item& self, RouterCore& core);
    explicit Item(Add add) : add_(add) {}

private:
    Add add_;
};

// What it consists of is made, moved and destroyed in one place, for the same reason.
struct RouteItem : Item {
    const RouteFacts* facts = nullptr;  // null after a mistake that was reported
    Handler handler;
    RouteSettings settings;
    std::string mistake;  // of a route that is checked at start-up

    RouteItem();
    RouteItem(RouteItem&&) noexcept;
    ~RouteItem();

protected:
    explicit RouteItem(Add add);
    static void add(Item& self, RouterCore& core);
};

struct LayerItem final : Item {
    RouteSettings settings;
    LayerItem();
};

struct FallbackItem : Item {
    const RouteFacts* facts = nullptr;
    Handler handler;
    FallbackItem();
};

struct BackgroundItem final : Item {
    std::function<Task<void>()> start;
    AtRestart at_restart = AtRestart::side_by_side;
    BackgroundItem();
};

using ErrorHook = std::function<http::Response(const Error&, Request&, http::Response)>;

struct ErrorItem final : Item {
    ErrorHook hook;
    ErrorItem();
};

// Another router's routes, below a prefix (or none).
struct NestItem : Item {
    std::string prefix;
    std::unique_ptr<RouterCore> core;
    NestItem();
    NestItem(NestItem&&) noexcept;
    ~NestItem();
};

template <class L>
consteval Message layer_mistake() {
    Message m;
    m << "\n  '" << type_name<L>()
      << "' is not a layer.\n  remedy: give it Task<http::Response> operator()(Request&, Next) const.";
    return m;
}

}  // namespace kaon::inline v0::web
