// Path<T>: the captures of the route, decoded.
//
//   Path<std::int64_t> id                                  // one capture
//   Path<std::tuple<std::string, int>> both                // the next two
//   struct Place { std::string country; int zip; };
//   Path<Place> place                                      // by name: "/{country}/{zip}"
//
// T is made of integers, floating point, bool, std::string, enums by name, and classes with from_text. Several Path
// arguments take captures from left to right. Errors: Errc::invalid (400) with the capture's name for what does not
// parse and for text that is no UTF-8. That captures and arguments fit is checked at compile time. Threads: a value.
#pragma once

#include <array>
#include <span>
#include <tuple>

#include "kaon/base/type_name.hpp"
#include "kaon/reflect/type_of.hpp"
#include "kaon/web/extractor.hpp"

namespace kaon::inline v0 {

namespace web {

// Reads the capture at `index` (of the handler's own) into a value of that type.
bool read_capture(Call& call, std::size_t index, const reflect::TypeInfo& info, void* value);
// Reads the captures named as the fields.
bool read_captures(Call& call, const reflect::ObjectInfo& info, void* value);

template <class T>
concept TextualValue =
    std::is_arithmetic_v<T> || std::is_enum_v<T> || std::same_as<T, std::string> || requires(std::string_view s) {
        { T::from_text(s) } -> std::same_as<Result<T>>;
    };

namespace detail {

template <class T>
struct PathShape {  // one value
    static constexpr bool is_tuple = false;
    static constexpr std::size_t count = 1;
    static consteval std::string_view bad() { return TextualValue<T> ? std::string_view() : type_name<T>(); }
};
template <class... T>
struct PathShape<std::tuple<T...>> {
    static constexpr bool is_tuple = true;
    static constexpr std::size_t count = sizeof...(T);
    static consteval std::string_view bad() {
        std::string_view first;
        ((first = first.empty() && !TextualValue<T> ? type_name<T>() : first), ...);
        return first;
    }
};
template <class T, std::size_t... I>
consteval std::string_view bad_member(std::index_sequence<I...>) {
    std::string_view first;
    ((first = first.empty() && !TextualValue<reflect::FieldType<T, I>> ? type_name<reflect::FieldType<T, I>>() : first),
     ...);
    return first;
}
template <class T>
    requires(reflect::Aggregate<T> && !TextualValue<T> && reflect::fields_mistake<T>().ok())
struct PathShape<T> {
    static constexpr std::size_t count = decltype(reflect::fields_of<T>())::count;
    static constexpr auto names = [] {
        std::array<std::string_view, count> all{};
        for (std::size_t i = 0; i < count; ++i) all[i] = reflect::fields_of<T>().name(i);
        return all;
    }();
    static consteval std::string_view bad() { return bad_member<T>(std::make_index_sequence<count>()); }
};

}  // namespace detail
}  // namespace web

template <class T>
class Path {
    using Shape = web::detail::PathShape<T>;
    static constexpr bool by_name = requires { Shape::names; };

public:
    T value{};

    T& operator*() { return value; }
    const T& operator*() const { return value; }
    T* operator->() { return &value; }
    const T* operator->() const { return &value; }

    static constexpr std::size_t capture_count = Shape::count;
    static constexpr std::string_view remedy =
        "use integers, std::string, an enum or a class with from_text; a tuple or a plain struct of them.";
    static consteval std::string_view bad_field() { return Shape::bad(); }
    static consteval std::span<const std::string_view> capture_names()
        requires by_name
    {
        return Shape::names;
    }
    static bool absent(const Request& request) { return request.captures().count == 0; }

    [[gnu::nodebug]] static bool extract(web::Call& call, Path& out, std::size_t capture) {
        if constexpr (by_name) {
            return web::read_captures(call, *reflect::type_info<T>().object, &out.value);
        } else if constexpr (Shape::is_tuple) {
            return [&]<std::size_t... I>(std::index_sequence<I...>) {
                return (web::read_capture(call, capture + I, reflect::type_info<std::tuple_element_t<I, T>>(),
                                          &std::get<I>(out.value)) &&
                        ...);
            }(std::make_index_sequence<Shape::count>());
        } else {
            return web::read_capture(call, capture, reflect::type_info<T>(), &out.value);
        }
    }
};

}  // namespace kaon::inline v0
