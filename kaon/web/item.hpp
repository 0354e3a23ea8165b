// What can be listed in a Router{...}, in its erased form. Internals of the router.
#pragma once

#include <cstring>
#include <functional>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "kaon/base/message.hpp"
#include "kaon/web/endpoint.hpp"

namespace kaon::web {

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
    [[gnu::always_inline]] static Handler hold(F& f) {
        Handler h;
        if constexpr (std::is_empty_v<F>) {
        } else if constexpr (std::is_trivially_copyable_v<F> && sizeof(F) <= sizeof(void*)) {
            h.keep_bytes(&f, sizeof(F));
        } else {
            h.keep(new F(std::move(f)), [](void* p) { delete static_cast<F*>(p); });
        }
        return h;
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
    const TypeTag* needs = nullptr;
    const std::string_view* need_names = nullptr;
    std::size_t need_count = 0;
};

struct Item {
    virtual void add_to(RouterCore& core) = 0;

protected:
    ~Item() = default;
};

struct RouteItem : Item {
    const RouteFacts* facts = nullptr;  // null after a mistake that was reported
    Handler handler;
    RouteSettings settings;
    std::string mistake;  // of a route that is checked at start-up

    void add_to(RouterCore& core) override;
};

struct LayerItem final : Item {
    RouteSettings settings;
    void add_to(RouterCore& core) override;
};

struct FallbackItem : Item {
    const RouteFacts* facts = nullptr;
    Handler handler;
    void add_to(RouterCore& core) override;
};

struct BackgroundItem final : Item {
    std::function<Task<void>()> start;
    void add_to(RouterCore& core) override;
};

using ErrorHook = std::function<http::Response(const Error&, Request&, http::Response)>;

struct ErrorItem final : Item {
    ErrorHook hook;
    void add_to(RouterCore& core) override;
};

// Another router's routes, below a prefix (or none).
struct NestItem : Item {
    std::string prefix;
    std::unique_ptr<RouterCore> core;
    NestItem();
    NestItem(NestItem&&) noexcept;
    ~NestItem();
    void add_to(RouterCore& outer) override;
};

template <class L>
consteval Message layer_mistake() {
    Message m;
    m << "\n  '" << type_name<L>()
      << "' is not a layer.\n  remedy: give it Task<http::Response> operator()(Request&, Next) const.";
    return m;
}

}  // namespace kaon::web
