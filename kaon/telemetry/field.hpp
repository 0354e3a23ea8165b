// Field: a name and a typed value, borrowed for the length of a call.
//
//   log.info("user created", {{"user_id", 17}, {"email", email}, {"token", secret(token)}, {"took", 3ms}});
//
// Nothing is copied or formatted until a sink wants it. Values: integers, doubles, bool, text, Duration (printed as
// milliseconds), secret(anything) (printed as "[redacted]"; the value is not even stored).
// Threads: a value. Lifetime: as that of the texts given to it.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <type_traits>

#include "kaon/base/duration.hpp"

namespace kaon::inline v0::telemetry {

struct Secret {};
// Marks a value that must not reach a log.
template <class T>
constexpr Secret secret(const T&) {
    return {};
}

class Field {
public:
    enum class Type : std::uint8_t { text, integer, natural, real, boolean, duration, secret };

    constexpr Field() = default;
    template <class T>
        requires std::convertible_to<const T&, std::string_view>
    constexpr Field(std::string_view name [[clang::lifetimebound]], const T& value [[clang::lifetimebound]])
        : name_(name), type_(Type::text) {
        const std::string_view text(value);
        chars_ = text.data();
        size_ = text.size();
    }
    template <std::integral T>
    constexpr Field(std::string_view name [[clang::lifetimebound]], T value) : name_(name) {
        if constexpr (std::same_as<T, bool>) {
            type_ = Type::boolean;
            natural_ = value;
        } else if constexpr (std::is_signed_v<T>) {
            type_ = Type::integer;
            integer_ = value;
        } else {
            type_ = Type::natural;
            natural_ = value;
        }
    }
    constexpr Field(std::string_view name [[clang::lifetimebound]], double value)
        : name_(name), type_(Type::real), real_(value) {}
    constexpr Field(std::string_view name [[clang::lifetimebound]], Duration value)
        : name_(name), type_(Type::duration), integer_(value.nanoseconds) {}
    constexpr Field(std::string_view name [[clang::lifetimebound]], Secret) : name_(name), type_(Type::secret) {}

    constexpr std::string_view name() const { return name_; }
    constexpr Type type() const { return type_; }
    // Each for its type only.
    constexpr std::string_view text() const { return {chars_, size_}; }
    constexpr std::int64_t integer() const { return integer_; }
    constexpr std::uint64_t natural() const { return natural_; }
    constexpr double real() const { return real_; }
    constexpr bool boolean() const { return natural_ != 0; }
    constexpr Duration duration() const { return {integer_}; }

private:
    std::string_view name_;
    Type type_ = Type::secret;
    union {
        const char* chars_;
        std::int64_t integer_ = 0;
        std::uint64_t natural_;
        double real_;
    };
    std::size_t size_ = 0;
};

// Fields in a row; what `{{"a", 1}, {"b", 2}}` becomes.
class Fields {
public:
    constexpr Fields() = default;
    constexpr Fields(std::initializer_list<Field> fields [[clang::lifetimebound]])
        : data_(fields.begin()), size_(fields.size()) {}
    constexpr Fields(const Field* data [[clang::lifetimebound]], std::size_t size) : data_(data), size_(size) {}

    constexpr const Field* begin() const { return data_; }
    constexpr const Field* end() const { return data_ + size_; }
    constexpr std::size_t size() const { return size_; }
    constexpr bool empty() const { return size_ == 0; }

private:
    const Field* data_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace kaon::inline v0::telemetry
