// Value: any JSON, for what has no struct. Raw: a piece of JSON text, passed through.
//
//   Result<json::Value> v = json::read<json::Value>(text);
//   if (const json::Value* name = v->find("name"); name && name->text()) greet(*name->text());
//   struct Event { std::string kind; json::Value data; };            // also as a field
//
// Whole numbers that fit are kept as 64-bit integers, others as doubles (too large ones are errors); 2 equals 2.0.
// Objects keep the order of their members; find() looks through them one by one. Threads: values. Depth: as deep as
// Options::max_depth let it be.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "kaon/reflect/type_info.hpp"

namespace kaon::inline v0::json {

struct Member;

class Value {
public:
    using Array = std::vector<Value>;
    using Object = std::vector<Member>;

    Value();  // null
    template <std::same_as<bool> B>
    Value(B value) : Value() {
        set(value);
    }
    template <std::integral I>
        requires(!std::same_as<I, bool>)
    Value(I value) : Value() {
        if constexpr (std::is_signed_v<I>) set(static_cast<std::int64_t>(value));
        else set(static_cast<std::uint64_t>(value));
    }
    Value(double value);
    Value(std::string value);
    Value(std::string_view value);
    Value(const char* value);
    Value(Array value);
    Value(Object value);
    Value(const Value&);
    Value(Value&&) noexcept;
    Value& operator=(const Value&);
    Value& operator=(Value&&) noexcept;
    ~Value();

    bool is_null() const { return data_.index() == 0; }
    // Each is empty or null when the value is of another kind.
    std::optional<bool> boolean() const;
    std::optional<std::int64_t> integer() const;
    std::optional<std::uint64_t> natural() const;
    std::optional<double> number() const;  // of any number, rounded to a double
    const std::string* text() const [[clang::lifetimebound]] { return std::get_if<std::string>(&data_); }
    const Array* array() const [[clang::lifetimebound]] { return std::get_if<Array>(&data_); }
    const Object* object() const [[clang::lifetimebound]] { return std::get_if<Object>(&data_); }
    std::string* text() [[clang::lifetimebound]] { return std::get_if<std::string>(&data_); }
    Array* array() [[clang::lifetimebound]] { return std::get_if<Array>(&data_); }
    Object* object() [[clang::lifetimebound]] { return std::get_if<Object>(&data_); }
    // A member of an object, the last one of that name; null when there is none.
    const Value* find(std::string_view key) const [[clang::lifetimebound]];

    friend bool operator==(const Value&, const Value&);

private:
    void set(bool value);
    void set(std::int64_t value);
    void set(std::uint64_t value);

    std::variant<std::nullptr_t, bool, std::int64_t, std::uint64_t, double, std::string, Array, Object> data_;
};

struct Member {
    std::string key;
    Value value;
    friend bool operator==(const Member&, const Member&) = default;
};

// JSON text as it stands: checked when read, trusted when written. An empty one is written as null.
struct Raw {
    std::string json;
    friend bool operator==(const Raw&, const Raw&) = default;
};

extern const reflect::Opaque value_info;
extern const reflect::Opaque raw_info;

}  // namespace kaon::inline v0::json

template <>
inline constexpr const kaon::reflect::Opaque* kaon::reflect::opaque_info<kaon::json::Value> = &kaon::json::value_info;
template <>
inline constexpr const kaon::reflect::Opaque* kaon::reflect::opaque_info<kaon::json::Raw> = &kaon::json::raw_info;
