// shareable<T>: whether many cores may read one const T at the same time.
//
//   static_assert(shareable<Config>);             // strings, numbers, containers, plain structs of these
//   class Db { public: static constexpr bool is_shareable = true; ... };    // a class vouches for its const functions
//   template <> inline constexpr bool kaon::reflect::declared_shareable<Lib> = true;   // for a class of somebody else
//
// Shareable are numbers, enums, std::string, functions without state, optional/variant/tuple/pair/array/vector/set/map
// of shareables, shared_ptr<const T> and unique_ptr<const T>, lock-free atomics, and aggregates of shareables. Not:
// pointers and views (they borrow), std::function and other classes that cannot be looked into, anything with a mutable
// member. shareable_mistake<T>() names the field. Threads: computed at compile time.
#pragma once

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

#include "kaon/base/message.hpp"
#include "kaon/base/type_name.hpp"
#include "kaon/reflect/fields.hpp"

namespace kaon::inline v0::reflect {

// Specialise for a class whose const functions any number of threads may call at once.
template <class T>
inline constexpr bool declared_shareable = requires { requires T::is_shareable; };

namespace detail {

enum class Hazard : unsigned char { none, pointer, view, owner, closed, changes, unreadable };

// What stands in the way: where it is, what it is.
struct Offence {
    Hazard hazard = Hazard::none;
    Message path = {};
    std::string_view type = {};
    constexpr bool found() const { return hazard != Hazard::none; }
};

template <class T>
concept AtomicLike = requires(const T& t) {
    typename T::value_type;
    { T::is_always_lock_free } -> std::convertible_to<bool>;
    { t.load() } -> std::same_as<typename T::value_type>;
};
template <class T>
concept SmartPointer = requires(const T& t) {
    typename T::element_type;
    { t.get() } -> std::same_as<typename T::element_type*>;
};
// Views have a data pointer and, unlike containers, hand it out mutable or own no allocator.
template <class T>
concept Container = requires(const T& t) {
    typename T::value_type;
    typename T::allocator_type;
    t.begin();
    t.size();
};
template <class T>
concept ViewLike = requires(const T& t) {
    t.data();
    t.size();
} && !Container<T> && !requires(T& t) { t.fill(t[0]); };

template <class... T>
struct List {};
// The types inside a standard template whose parts decide: optional, variant, tuple, pair, containers.
template <class T>
struct PartsOf {
    static constexpr bool known = false;
    using type = List<>;
};
template <class T>
concept VariantLike = requires(const T& t) {
    t.valueless_by_exception();
    t.index();
};
template <class T>
concept TupleLike = requires { std::tuple_size<T>::value; };
template <template <class...> class V, class... E>
    requires(VariantLike<V<E...>> || (TupleLike<V<E...>> && !requires(V<E...>& v) { v.data(); }))
struct PartsOf<V<E...>> {
    static constexpr bool known = true;
    using type = List<E...>;
};
template <class T>
    requires(requires(const T& t) {
        typename T::value_type;
        { t.has_value() } -> std::same_as<bool>;
    })
struct PartsOf<T> {
    static constexpr bool known = true;
    using type = List<typename T::value_type>;
};
template <Container T>
    requires(!TupleLike<T>)
struct PartsOf<T> {
    static constexpr bool known = true;
    using type = List<typename T::value_type>;
};
template <template <class, std::size_t> class A, class E, std::size_t N>
    requires requires(A<E, N>& a) { a.fill(a[0]); }
struct PartsOf<A<E, N>> {
    static constexpr bool known = true;
    using type = List<E>;
};

template <class T, class... Seen>
consteval Offence find_offence();

template <class... Seen, class... P>
consteval Offence find_in_parts(List<P...>) {
    Offence first;
    ((first.found() ? void() : void(first = find_offence<std::remove_cv_t<P>, Seen...>())), ...);
    return first;
}
template <class T, class M, class... Seen>
consteval void find_in_field(Offence& first, std::size_t index) {
    if (first.found()) return;
    Offence inner;
    // A const object's member that is not const was declared mutable.
    if constexpr (!std::is_const_v<M>) inner = {Hazard::changes, {}, type_name<M>()};
    else inner = find_offence<std::remove_cv_t<M>, Seen...>();
    if (!inner.found()) return;
    first = {inner.hazard, {}, inner.type};
    first.path << Fields<T>::name(index);
    if (!inner.path.ok()) first.path << "." << inner.path.view();
}
template <class T, class... Seen, class... M>
consteval Offence find_in_fields(Types<M...>) {
    Offence first;
    std::size_t i = 0;
    (find_in_field<T, M, Seen...>(first, i++), ...);
    return first;
}

template <class T, class... Seen>
consteval Offence find_offence() {
    const auto offends = [](Hazard hazard) { return Offence{hazard, {}, type_name<T>()}; };
    if constexpr ((std::same_as<T, Seen> || ...) || declared_shareable<T>) return {};
    else if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T> || std::is_null_pointer_v<T>) return {};
    else if constexpr (std::is_pointer_v<T>) {
        if constexpr (std::is_function_v<std::remove_pointer_t<T>>) return {};
        else return offends(Hazard::pointer);
    } else if constexpr (std::is_array_v<T>)
        return find_offence<std::remove_cv_t<std::remove_all_extents_t<T>>, Seen...>();
    else if constexpr (!std::is_class_v<T>) return offends(Hazard::closed);
    else if constexpr (std::is_same_v<T, std::string> || AtomicLike<T>) return {};
    else if constexpr (SmartPointer<T>) {
        if constexpr (std::is_const_v<typename T::element_type>) {
            return find_offence<std::remove_cv_t<typename T::element_type>, T, Seen...>();
        } else {
            return offends(Hazard::owner);
        }
    } else if constexpr (PartsOf<T>::known) return find_in_parts<T, Seen...>(typename PartsOf<T>::type{});
    else if constexpr (ViewLike<T>) return offends(Hazard::view);
    else if constexpr (std::is_empty_v<T>) return {};
    else if constexpr (!Aggregate<T>) return offends(Hazard::closed);
    else if constexpr (shape<T>.fault != Shape::none) return offends(Hazard::unreadable);
    else return find_in_fields<T, T, Seen...>(ConstMemberTypes<T, Fields<T>::count>{});
}

constexpr std::string_view remedy_for(Hazard hazard) {
    switch (hazard) {
        case Hazard::pointer: return "std::shared_ptr<const ...> for what is shared, a value for what is owned.";
        case Hazard::view: return "own the text or the elements: std::string, std::vector.";
        case Hazard::owner: return "point to const, or guard what changes: Mutex<...>.";
        case Hazard::changes: return "no `mutable`; guard what changes: Mutex<...>.";
        case Hazard::unreadable:
            return "make it a plain struct, or vouch for it: static constexpr bool is_shareable = true;";
        default: break;
    }
    return "if many threads may call its const functions at once, say so in the class: static constexpr bool "
           "is_shareable = "
           "true;\n          else guard it with Mutex<...>, or make one per core: .with(per_core(factory)).";
}

}  // namespace detail

// Why a const T must not be read by several cores; empty when it may.
template <class T>
consteval Message shareable_mistake() {
    using detail::Hazard;
    Message m;
    constexpr detail::Offence offence = detail::find_offence<std::remove_cv_t<T>>();
    if constexpr (offence.found()) {
        m << "'";
        append_type(m, type_name<T>());
        m << "' is not shareable between cores: ";
        if (offence.path.ok()) {
            m << "it ";
        } else {
            m << "field '" << offence.path.view() << "' ";
        }
        if (offence.hazard == Hazard::changes) m << "is mutable ('";
        else
            m << (offence.path.ok() && offence.type == type_name<T>() ? "is a '"
                  : offence.path.ok()                                 ? "holds a '"
                                                                      : "is '");
        append_type(m, offence.type);
        m << (offence.hazard == Hazard::changes ? "')" : "'");
        if (offence.hazard == Hazard::closed) m << ", a class that cannot be looked into";
        if (offence.hazard == Hazard::view) m << ", which borrows";
        m << ".\n  remedy: " << detail::remedy_for(offence.hazard);
    }
    return m;
}

template <class T>
inline constexpr bool shareable = !detail::find_offence<std::remove_cv_t<T>>().found();

}  // namespace kaon::inline v0::reflect
