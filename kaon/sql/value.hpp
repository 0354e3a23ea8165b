// The arguments of a query: what C++ values become for the engine, and the block that owns them until the query has
// run.
//
// bool and integers, double and float, text (anything convertible to std::string_view, classes with to_text), bytes (a
// contiguous range of std::byte), enums (by name where the query wants text, else by value), std::nullopt, and
// std::optional of these. Threads: Params is a value that may move to another thread.
//
//   const Value values[] = {Value::of(std::int64_t{7}), Value::of(Value::text, name.data(), name.size())};
//   Params params(values, 2);            // owns a copy of the name
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "kaon/reflect/enums.hpp"
#include "kaon/sql/described.hpp"

namespace kaon::inline v0::detail {

// One value for the engine, looking at memory of somebody else's.
struct Value {
    enum Kind : std::uint8_t { null, integer, real, text, bytes, unfit };
    struct Range {
        const char* data;
        std::size_t size;
    };
    Kind kind = null;
    union {
        std::int64_t whole = 0;
        double number;
        Range range;
    };

    static Value of(std::int64_t n) {
        Value v;
        v.kind = integer;
        v.whole = n;
        return v;
    }
    static Value of(double n) {
        Value v;
        v.kind = real;
        v.number = n;
        return v;
    }
    static Value of(Kind kind, const void* data, std::size_t size) {
        Value v;
        v.kind = kind;
        v.range = {static_cast<const char*>(data), size};
        return v;
    }
    static Value none(Kind kind = null) {
        Value v;
        v.kind = kind;
        return v;
    }
};

// Owns a copy of the values, in one block.
class Params {
public:
    Params() = default;
    Params(const Value* values, std::size_t count);

    std::size_t count() const { return count_; }
    const Value& operator[](std::size_t i) const { return reinterpret_cast<const Value*>(block_.get())[i]; }

private:
    std::unique_ptr<std::byte[]> block_;
    std::size_t count_ = 0;
};

template <class A>
concept OptionalArg = requires(const A& a) {
    typename A::value_type;
    { a.has_value() } -> std::same_as<bool>;
    *a;
};
template <class A>
concept TextArg = std::convertible_to<const A&, std::string_view> && !std::same_as<A, std::nullptr_t>;
template <class A>
concept PrintedArg = !TextArg<A> && requires(const A& a) {
    { a.to_text() } -> std::convertible_to<std::string_view>;
};
template <class A>
concept BytesArg = requires(const A& a) {
    { a.data() } -> std::convertible_to<const std::byte*>;
    { a.size() } -> std::convertible_to<std::size_t>;
};

// What the checks know of an argument's type.
struct ArgFact {
    enum Kind : std::uint8_t { integer, real, text, bytes, enumeration, null, other };
    Kind kind = other;
    bool optional = false;
};
template <class A>
consteval ArgFact arg_fact() {
    if constexpr (std::same_as<A, std::nullopt_t> || std::same_as<A, std::nullptr_t>) return {ArgFact::null, true};
    else if constexpr (TextArg<A> || PrintedArg<A>) return {ArgFact::text, false};
    else if constexpr (OptionalArg<A>) return {arg_fact<typename A::value_type>().kind, true};
    else if constexpr (std::is_integral_v<A> && !std::same_as<A, char>) return {ArgFact::integer, false};
    else if constexpr (std::is_floating_point_v<A> && sizeof(A) <= 8) return {ArgFact::real, false};
    else if constexpr (std::is_enum_v<A> && !std::same_as<A, std::byte>) return {ArgFact::enumeration, false};
    else if constexpr (BytesArg<A>) return {ArgFact::bytes, false};
    else return {};
}

// The value of an argument whose type was found to fit. `scratch` keeps text that to_text() makes.
template <class A>
Value to_value(const A& a, SqlType wanted, std::string& scratch) {
    if constexpr (arg_fact<A>().kind == ArgFact::null) {
        return {};
    } else if constexpr (TextArg<A>) {
        const std::string_view text = a;
        return Value::of(Value::text, text.data(), text.size());
    } else if constexpr (PrintedArg<A>) {
        scratch = a.to_text();
        return Value::of(Value::text, scratch.data(), scratch.size());
    } else if constexpr (OptionalArg<A>) {
        return a.has_value() ? to_value(*a, wanted, scratch) : Value();
    } else if constexpr (std::is_integral_v<A>) {
        if (wanted == SqlType::real) return Value::of(static_cast<double>(a));
        if constexpr (std::is_unsigned_v<A> && sizeof(A) == 8) {
            if (a > static_cast<A>(INT64_MAX)) return Value::none(Value::unfit);
        }
        return Value::of(static_cast<std::int64_t>(a));
    } else if constexpr (std::is_floating_point_v<A>) {
        return Value::of(static_cast<double>(a));
    } else if constexpr (std::is_enum_v<A>) {
        if (wanted == SqlType::integer) return to_value(static_cast<std::underlying_type_t<A>>(a), wanted, scratch);
        const std::string_view name = reflect::enum_name(a);
        return name.empty() ? Value::none(Value::unfit) : Value::of(Value::text, name.data(), name.size());
    } else {
        return Value::of(Value::bytes, a.data(), a.size());
    }
}

}  // namespace kaon::inline v0::detail
