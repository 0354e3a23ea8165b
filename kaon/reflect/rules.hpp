// What a struct says of its fields beyond their types: other names on the wire, defaults, limits, checks.
//
//   struct SignUp {
//       std::string user_name;
//       int age;
//       std::string note = "none";
//       static consteval auto describe() {
//           return kaon::reflect::rules({
//               {.field = "user_name", .key = "userName", .min_length = 3, .max_length = 20},
//               {.field = "age", .min = 13, .max = 150, .message = "must be between 13 and 150"},
//               {.field = "note", .presence = Presence::defaulted,
//                .check = [](std::string_view s) { return s != "?"; }, .message = "must be an answer"},
//           });
//       }
//   };
//
// C++ wants what a rule names in the order of its members: field, key, presence, min_length, max_length, min, max,
// check, message. Another order is a warning of the compiler (-Wreorder-init-list), and not portable.
//
// For a type that cannot be changed, a function beside it: `consteval auto describe(kaon::reflect::Type<SignUp>)`.
// A struct with such a member function may also have `void check(kaon::reflect::Problems&) const` for what concerns
// several fields. Rules are checked at compile time against the fields; validate() applies them. Lengths count Unicode
// code points of text and elements of lists. Rules for std::optional<T> apply to the value when there is one.
// Threads: constants; a check runs on any thread that reads such a struct, several at once.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "kaon/base/error.hpp"

namespace kaon::inline v0::reflect {

// Names a type without having a value; what the free describe() takes, so that it is found beside T.
template <class T>
struct Type {};

// Whether a decoder may find the field missing. By default only std::optional may be.
enum class Presence : std::uint8_t { by_type, required, defaulted };

// One end of a range; exact for 64-bit integers and for doubles.
class Bound {
public:
    constexpr Bound() = default;
    template <std::integral I>
    constexpr Bound(I value)
        : kind_(std::is_signed_v<I> ? Kind::whole : Kind::natural), bits_(static_cast<std::uint64_t>(value)),
          real_(static_cast<double>(value)) {}
    constexpr Bound(double value) : kind_(Kind::real), real_(value) {}

    constexpr bool is_set() const { return kind_ != Kind::none; }
    constexpr bool is_real() const { return kind_ == Kind::real; }
    constexpr bool is_negative() const { return kind_ == Kind::real ? real_ < 0 : kind_ == Kind::whole && whole() < 0; }
    constexpr std::int64_t whole() const { return static_cast<std::int64_t>(bits_); }
    constexpr std::uint64_t natural() const { return bits_; }
    constexpr double real() const { return real_; }

private:
    enum class Kind : std::uint8_t { none, whole, natural, real };
    Kind kind_ = Kind::none;
    std::uint64_t bits_ = 0;
    double real_ = 0;
};

namespace detail {
template <class T>
inline constexpr char type_tag = 0;  // its address tells types apart
template <class F>
struct CheckArgument;
template <class F, class A>
struct CheckArgument<bool (F::*)(A) const> {
    using type = std::remove_cvref_t<A>;
};
}  // namespace detail

// A predicate over the field's value: a lambda without captures from the field's type (or std::string_view) to bool.
class Check {
public:
    constexpr Check() = default;
    template <class F>
        requires std::is_empty_v<F>
    consteval Check(F) {
        using Argument = typename detail::CheckArgument<decltype(&F::operator())>::type;
        using Stored = std::conditional_t<std::same_as<Argument, std::string_view>, std::string, Argument>;
        tag_ = &detail::type_tag<Stored>;
        call_ = [](const void* value) { return static_cast<bool>(F{}(*static_cast<const Stored*>(value))); };
    }
    template <class R, class A>
    consteval Check(R (*)(A)) {
        static_assert(sizeof(R) == 0,
                      "\n  rules: a check is a lambda: .check = [](std::string_view s) { return is_word(s); }");
    }
    constexpr bool is_set() const { return call_ != nullptr; }
    constexpr bool takes(const char* type_tag) const { return tag_ == type_tag; }
    bool operator()(const void* value) const { return call_(value); }

private:
    const char* tag_ = nullptr;
    bool (*call_)(const void*) = nullptr;
};

inline constexpr std::size_t no_limit = static_cast<std::size_t>(-1);

// The order is the one in which a rule is read: whose it is, how it travels, what holds, what is said when it does not.
struct FieldRule {
    std::string_view field;                   // the member's name
    std::string_view key = {};                // its name on the wire, when another
    Presence presence = Presence::by_type;
    std::size_t min_length = 0;
    std::size_t max_length = no_limit;
    Bound min = {};
    Bound max = {};
    Check check = {};
    std::string_view message = {};            // instead of the built-in texts
};

template <std::size_t N>
struct Rules {
    FieldRule at[N];
    static constexpr std::size_t count = N;
};
template <std::size_t N>
consteval Rules<N> rules(const FieldRule (&list)[N]) {
    Rules<N> all{};
    for (std::size_t i = 0; i < N; ++i) all.at[i] = list[i];
    return all;
}
template <>
struct Rules<0> {
    FieldRule* at = nullptr;
    static constexpr std::size_t count = 0;
};

// Collects what a struct's own check() finds. Paths are relative to the struct: problems.add("repeat", "differs").
class Problems {
public:
    Problems(std::vector<FieldError>& out, std::string_view prefix) : out_(out), prefix_(prefix) {}
    void add(std::string_view path, std::string_view message);

private:
    std::vector<FieldError>& out_;
    std::string_view prefix_;
};

namespace detail {
template <class T>
consteval auto rules_of() {
    if constexpr (requires { T::describe(); }) return T::describe();
    else if constexpr (requires { describe(Type<T>{}); }) return describe(Type<T>{});
    else return Rules<0>{};
}
}  // namespace detail

}  // namespace kaon::inline v0::reflect
