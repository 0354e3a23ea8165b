// Router: routes, layers and what else an application answers with; its type lists the states it still needs.
//
//   Router<Db> users() {                                    // can be declared in a header
//       return Router{
//           get<"/users/{id}">(show_user),
//           post<"/users">(create_user),
//           layer(trace(), timeout(5s)),
//       };
//   }
//   Result<Service> service = users().with(std::move(db)).build();
//
// Listed may be: get, post... (route.hpp), layer(...), nest<"/prefix">(router), merge(router), fallback(handler),
// on_error(hook), background(function). Matching: literal over capture over {*rest}; GET answers HEAD; OPTIONS and 405
// with Allow by themselves; a route answers the form of its path that it was written in, and GET and HEAD of the other
// form ("/users/" for "/users") are sent there with 308.
//
// Mistakes are compile errors; those that need several routers or run-time patterns are Errors of build().
// Limits: 8 different states in one Router{...}, 250 items; merge for more. Threads: built by one; the Service is then
// used by all cores.
#pragma once

#include <algorithm>
#include <array>

#include "kaon/base/fixed_text.hpp"
#include "kaon/base/type_name.hpp"
#include "kaon/reflect/shareable.hpp"
#include "kaon/web/response/text.hpp"
#include "kaon/web/route.hpp"
#include "kaon/web/router_core.hpp"
#include "kaon/web/service.hpp"

namespace kaon::inline v0 {

template <class... States>
class Router;

namespace web {

struct RouteKey {
    std::uint8_t method;
    std::string_view name;
    std::string_view pattern;
};

// Hash and sort: comparing all pairs would run into the compiler's limits at 200 routes.
template <std::size_t N>
consteval Message check_conflicts(const std::array<RouteKey, N>& keys) {
    std::array<std::pair<std::uint64_t, std::size_t>, N> shapes;
    for (std::size_t i = 0; i < N; ++i) shapes[i] = {pattern_shape(keys[i].method, keys[i].pattern), i};
    std::sort(shapes.begin(), shapes.end());
    for (std::size_t k = 1; k < N; ++k) {
        if (shapes[k].first != shapes[k - 1].first) continue;
        const std::size_t i = shapes[k - 1].second, j = shapes[k].second;
        Message m;
        m << "\n  route " << (j + 1) << ", " << keys[j].name << " " << keys[j].pattern
          << ", answers the same requests as route " << (i + 1) << ", " << keys[i].name << " " << keys[i].pattern
          << ".\n  remedy: remove one, or give them different literal segments.";
        return m;
    }
    return {};
}

template <class I>
inline constexpr bool is_checked_route = false;
template <http::Method M, AnyMethod A, FixedText P, class S, bool Ok>
inline constexpr bool is_checked_route<Route<M, A, P, S, Ok>> = true;
template <class I>
inline constexpr bool is_broken = false;
template <http::Method M, AnyMethod A, FixedText P, class S>
inline constexpr bool is_broken<Route<M, A, P, S, false>> = true;

template <class I>
consteval RouteKey key_of() {
    if constexpr (is_checked_route<I>) return {I::method, I::name, I::pattern};
    else return {254, "", ""};
}
template <class... I>
consteval Message check_list() {
    constexpr std::size_t n = (0 + ... + std::size_t{is_checked_route<I>});
    std::array<RouteKey, n> keys{};
    std::size_t at = 0;
    for (const RouteKey& key : {RouteKey{}, key_of<I>()...}) {
        if (!key.pattern.empty()) keys[at++] = key;
    }
    return check_conflicts(keys);
}

template <class I>
concept RouterItem = std::derived_from<I, Item>;
template <class I>
struct NeedsOfItem {
    using type = Needs<>;
};
template <class I>
    requires requires { typename I::needs; }
struct NeedsOfItem<I> {
    using type = typename I::needs;
};
template <class... I>
using NeedsOfItems = UnionOf<typename NeedsOfItem<I>::type...>;

template <class Set>
struct RouterOf;
template <class... S>
struct RouterOf<Needs<S...>> {
    using type = Router<S...>;
};

template <class... Missing>
consteval Message missing_states() {
    Message m;
    m << "\n  the routes take State<T> of what was never given: ";
    std::size_t i = 0;
    ((m << (i++ ? ", '" : "'"), append_type(m, type_name<Missing>()), m << "'"), ...);
    m << ".\n  remedy: .with(a value of that type) before build().";
    return m;
}
template <class T>
consteval Message state_mistake() {
    Message m = reflect::shareable_mistake<T>();
    if (!m.ok() || std::is_move_constructible_v<T>) return m;
    m << "\n  a state of type '";
    append_type(m, type_name<T>());
    m << "' cannot be moved to its place: it holds a Mutex or the like.\n  remedy: .with<";
    append_type(m, type_name<T>());
    m << ">(), which makes it there.";
    return m;
}
template <class Declared, class Needed>
consteval Message undeclared_states() {
    Message m;
    m << "\n  this router needs ";
    append_type(m, type_name<Needed>());
    m << " and is declared with ";
    append_type(m, type_name<Declared>());
    m << ".\n  remedy: name every state in the declared type: Router<Db, Cache>.";
    return m;
}

}  // namespace web

template <class... States>
class Router {
public:
    using needs = Needs<States...>;

    template <web::RouterItem... I>
    [[gnu::always_inline, gnu::nodebug]] explicit(false) Router(I... items) {
        if constexpr (!(web::is_broken<I> || ...)) {
            static constexpr Message mistake = web::check_list<I...>();
            if constexpr (!mistake.ok()) static_assert(false, mistake);
        }
        web::Item* const list[] = {&items..., nullptr};
        fill(list);
    }
    // A router that needs less than, or the same in another order as, what is declared.
    template <class... Other>
        requires(!std::same_as<Router<Other...>, Router>)
    Router(Router<Other...>&& other) : core_(std::move(other).release()) {
        if constexpr (!web::contains<Needs<States...>, Needs<Other...>>) {
            static constexpr Message mistake = web::undeclared_states<Needs<States...>, Needs<Other...>>();
            static_assert(false, mistake);
        }
    }

    // Gives a state to every route that takes State<T>. It is shared by all cores and lives as long as the Service.
    template <class T>
    auto with(T state) && {
        static constexpr Message mistake = web::state_mistake<T>();
        if constexpr (!mistake.ok()) {
            static_assert(false, mistake);
            return rest<T>();
        } else {
            return keep<T>(std::make_shared<T>(std::move(state)));
        }
    }
    // The same for what cannot be moved, such as a struct with a Mutex: made where it stays, as T{arguments...}.
    template <class T, class... A>
        requires(sizeof...(A) != 1)
    auto with(A&&... arguments) && {
        static constexpr Message mistake = reflect::shareable_mistake<T>();
        if constexpr (!mistake.ok()) static_assert(false, mistake);
        return keep<T>(std::shared_ptr<T>(new T{std::forward<A>(arguments)...}));
    }
    // The same for an object that outlives the Service.
    template <class T>
    auto with_borrowed(const T& state [[clang::lifetimebound]]) && {
        static constexpr Message mistake = reflect::shareable_mistake<T>();
        if constexpr (!mistake.ok()) static_assert(false, mistake);
        core_->give({&web::type_tag<T>, &state}, nullptr);
        return rest<T>();
    }

    template <FixedText Prefix, class... Other>
    auto nest(Router<Other...> inner) && {
        static constexpr Message mistake = web::check_prefix(Prefix.view());
        if constexpr (!mistake.ok()) static_assert(false, mistake);
        return std::move(*this).nest(Prefix.view(), std::move(inner));
    }
    template <class... Other>
    auto nest(std::string_view prefix, Router<Other...> inner) && {
        core_->nest(prefix, std::move(*std::move(inner).release()));
        return joined<Other...>();
    }
    template <class... Other>
    auto merge(Router<Other...> inner) && {
        core_->nest({}, std::move(*std::move(inner).release()));
        return joined<Other...>();
    }

    // What `kaon routes` prints, sorted by path.
    std::vector<web::RouteInfo> list() const { return core_->list(); }

    // Errors: conflicts between nested routers and mistakes in run-time routes, all of them in the error's detail.
    Result<Service> build() && {
        if constexpr (sizeof...(States) > 0) {
            static constexpr Message mistake = web::missing_states<States...>();
            static_assert(false, mistake);
        }
        return Service::from(std::move(*core_).build());
    }

    // For the library.
    explicit Router(std::unique_ptr<web::RouterCore> core) : core_(std::move(core)) {}
    std::unique_ptr<web::RouterCore> release() && { return std::move(core_); }

private:
    void fill(web::Item* const* items) {
        for (; *items; ++items) (*items)->add_to(*core_);
        core_->close();
    }
    template <class T>
    auto keep(std::shared_ptr<T> owner) {
        const T* value = owner.get();
        core_->give({&web::type_tag<T>, value}, std::move(owner));
        return rest<T>();
    }
    template <class T>
    auto rest() {
        return typename web::RouterOf<web::Without<Needs<States...>, T>>::type(std::move(core_));
    }
    template <class... Other>
    auto joined() {
        return typename web::RouterOf<web::UnionOf<Needs<States...>, Needs<Other...>>>::type(std::move(core_));
    }

    std::unique_ptr<web::RouterCore> core_ = std::make_unique<web::RouterCore>();
};

namespace web {
template <std::size_t I, class... Items>
using ItemNeed = NeedAt<I, NeedsOfItems<Items...>>;
}

// The compiler has no way to deduce a computed list of any length, hence one guide per length.
template <web::RouterItem... I>
    requires(web::NeedsOfItems<I...>::count == 0)
Router(I...) -> Router<>;
template <web::RouterItem... I>
    requires(web::NeedsOfItems<I...>::count == 1)
Router(I...) -> Router<web::ItemNeed<0, I...>>;
template <web::RouterItem... I>
    requires(web::NeedsOfItems<I...>::count == 2)
Router(I...) -> Router<web::ItemNeed<0, I...>, web::ItemNeed<1, I...>>;
template <web::RouterItem... I>
    requires(web::NeedsOfItems<I...>::count == 3)
Router(I...) -> Router<web::ItemNeed<0, I...>, web::ItemNeed<1, I...>, web::ItemNeed<2, I...>>;
template <web::RouterItem... I>
    requires(web::NeedsOfItems<I...>::count == 4)
Router(I...) -> Router<web::ItemNeed<0, I...>, web::ItemNeed<1, I...>, web::ItemNeed<2, I...>, web::ItemNeed<3, I...>>;
template <web::RouterItem... I>
    requires(web::NeedsOfItems<I...>::count == 5)
Router(I...) -> Router<web::ItemNeed<0, I...>, web::ItemNeed<1, I...>, web::ItemNeed<2, I...>, web::ItemNeed<3, I...>,
                       web::ItemNeed<4, I...>>;
template <web::RouterItem... I>
    requires(web::NeedsOfItems<I...>::count == 6)
Router(I...) -> Router<web::ItemNeed<0, I...>, web::ItemNeed<1, I...>, web::ItemNeed<2, I...>, web::ItemNeed<3, I...>,
                       web::ItemNeed<4, I...>, web::ItemNeed<5, I...>>;
template <web::RouterItem... I>
    requires(web::NeedsOfItems<I...>::count == 7)
Router(I...) -> Router<web::ItemNeed<0, I...>, web::ItemNeed<1, I...>, web::ItemNeed<2, I...>, web::ItemNeed<3, I...>,
                       web::ItemNeed<4, I...>, web::ItemNeed<5, I...>, web::ItemNeed<6, I...>>;
template <web::RouterItem... I>
    requires(web::NeedsOfItems<I...>::count == 8)
Router(I...) -> Router<web::ItemNeed<0, I...>, web::ItemNeed<1, I...>, web::ItemNeed<2, I...>, web::ItemNeed<3, I...>,
                       web::ItemNeed<4, I...>, web::ItemNeed<5, I...>, web::ItemNeed<6, I...>, web::ItemNeed<7, I...>>;

namespace web {
template <class Set>
struct Nested final : NestItem {
    using needs = Set;
};
}  // namespace web

// The routes of another router, below a prefix. Path<T> reads a handler's own captures; request.capture("name") also
// those of the prefix. The inner router's layers stay around its routes only.
template <class... S>
web::Nested<Needs<S...>> nest(std::string_view prefix, Router<S...> inner) {
    web::Nested<Needs<S...>> item;
    item.prefix = prefix;
    item.core = std::move(inner).release();
    return item;
}
template <FixedText Prefix, class... S>
web::Nested<Needs<S...>> nest(Router<S...> inner) {
    static constexpr Message mistake = web::check_prefix(Prefix.view());
    if constexpr (!mistake.ok()) static_assert(false, mistake);
    return nest(Prefix.view(), std::move(inner));
}
template <class... S>
web::Nested<Needs<S...>> merge(Router<S...> inner) {
    return nest(std::string_view(), std::move(inner));
}

}  // namespace kaon::inline v0
