// Error: why something failed, one pointer wide, with what the public may read apart from what only the log may.
//
//   return Error(Errc::not_found, "no such user").with_detail("users.id = 17");
//   if (error.is(SqlErrc::unique)) ...
//
// Codes are open: any enum becomes a code when a function `describe(MyEnum) -> CodeText` is found beside it.
// Threads: an Error is a value; move it to another thread, do not share it. Allocates once.
#pragma once

#include <concepts>
#include <cstdint>
#include <source_location>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "kaon/base/config.hpp"

namespace kaon::inline v0 {

// The library's own codes; every open code names the one that is nearest in meaning as its kind.
// `web` maps kinds to HTTP statuses, nothing below knows of statuses.
enum class Errc : std::uint8_t {
    internal,            // a bug or a broken environment; the public learns nothing more
    invalid,             // the input is malformed
    unprocessable,       // well-formed, and its values are not acceptable (see Error::fields)
    unauthenticated,
    forbidden,
    not_found,
    conflict,            // with the present state: a taken name, a stale version
    too_large,           // over a limit on size
    unsupported_type,    // a media type nobody here reads
    too_many,            // over a limit on rate or number
    unavailable,         // try again later
    timeout,
    cancelled,           // nobody waits for the outcome any more
    unimplemented,
};

// What a code says of itself. `text` may be shown to anyone.
struct CodeText {
    Errc kind;
    std::string_view name;
    std::string_view text;
};

CodeText describe(Errc code);

// An enum that can be the code of an Error.
template <class E>
concept ErrorCode = std::is_enum_v<E> && requires(E e) {
    { describe(e) } -> std::same_as<CodeText>;
};

// One field of the input and what is wrong with it. `path` is dotted: "items.3.price".
struct FieldError {
    std::string path;
    std::string message;
};

namespace detail {
template <class E>
inline constexpr char code_domain = 0;  // its address tells enums apart, without RTTI
}

class [[nodiscard]] Error {
public:
    // The public text is `text`, or the code's own when `text` is empty.
    template <ErrorCode E>
    Error(E code, std::string_view text = {}, std::source_location where = std::source_location::current())
        : Error(&detail::code_domain<E>, static_cast<std::int32_t>(code), describe(code), text, where) {}

    // An enum of one's own becomes a code by a function beside it.
    template <class E>
        requires(std::is_enum_v<E> && !ErrorCode<E>)
    Error(E, std::string_view = {}) : info_(nullptr) {
        static_assert(false,
                      "this enum is no error code: write `kaon::CodeText describe(E)` beside it, in its namespace");
    }

    Error(Error&&) noexcept;
    Error& operator=(Error&&) noexcept;
    Error(const Error&) = delete("an Error is moved, not copied: co_await std::move(result) passes it on, "
                                 "std::move(result).error() takes it, error.copy() makes a second one");
    Error& operator=(const Error&) = delete("an Error is moved, not copied: std::move(error), or error.copy()");
    ~Error();

    // Errors move; who needs two says so.
    Error copy() const;

    // Each returns the error itself, for chaining at the place of failure.
    Error&& with_detail(std::string_view detail) &&;   // for the log only
    Error&& with_cause(Error cause) &&;
    Error&& with_field(std::string_view path, std::string_view message) &&;
    Error&& with_text(std::string_view text) &&;       // replaces the public text
    void add_field(std::string_view path, std::string_view message);

    template <ErrorCode E>
    bool is(E code) const {
        return is(&detail::code_domain<E>, static_cast<std::int32_t>(code));
    }
    Errc kind() const;
    std::string_view name() const;    // of the code: "unique"
    std::string_view text() const;    // for the public
    bool has_codes_text() const;      // text() is the sentence of the code, not one of this error
    std::string_view detail() const;  // for the log
    const std::vector<FieldError>& fields() const;
    const Error* cause() const;       // null without one
    std::source_location where() const;

    // One line for the log: name, text, detail, place, then the causes.
    std::string describe_all() const;

private:
    struct Info;
    Error(const char* domain, std::int32_t code, CodeText, std::string_view text, std::source_location);
    bool is(const char* domain, std::int32_t code) const;

    Info* info_;  // null after a move
};

}  // namespace kaon::inline v0
