// Value: what an attribute may be set to and what may stand as text: literals, strings, numbers, bool, optionals of
// these, and functions that give one of them: signals, memos and closures that read some.
//
//   href("/users")   value(user.name)   maxlength(1000)   required(true)   title(std::optional<std::string>())
//   href([=] { return "/users/" + id(); })          // follows the signal
//
// A literal is known as one and never copied; every other text is borrowed for the length of the full expression and
// copied into the view that it goes into. Threads: a value.
#pragma once

#include <concepts>
#include <type_traits>

#include "kaon/ui/item.hpp"

// enable_if chooses an overload for string literals only: not for arrays, and not for a choice between two literals.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wgcc-compat"

namespace kaon::inline v0::ui {

// Whether text is valid UTF-8 that stands for itself in HTML, in and outside of quotes. For literals, at compile time.
consteval bool is_plain(const char* text, std::size_t size) {
    for (std::size_t i = 0; i < size;) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80) {
            if (byte == 0 || byte == '&' || byte == '<' || byte == '>' || byte == '"' || byte == '\'' || byte == '\r')
                return false;
            ++i;
            continue;
        }
        // Literals of a compiled file are valid UTF-8 unless somebody escaped bytes by hand: what is odd is checked
        // later.
        const std::size_t length = byte < 0xC2 ? 0 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : byte < 0xF5 ? 4 : 0;
        if (length == 0 || i + length > size || byte == 0xE0 || byte == 0xED || byte == 0xF0 || byte == 0xF4)
            return false;
        for (std::size_t k = 1; k < length; ++k) {
            if ((static_cast<unsigned char>(text[i + k]) & 0xC0) != 0x80) return false;
        }
        i += length;
    }
    return true;
}

// A URL whose scheme is not looked at: for data: and the like that the program itself made.
struct TrustedUrl {
    std::string_view text;
};

template <class T>
concept Text = std::convertible_to<const T&, std::string_view>;
template <class T>
concept Number = (std::integral<T> || std::floating_point<T>) && !std::same_as<T, bool> && !std::same_as<T, char8_t> &&
                 !std::same_as<T, char16_t> && !std::same_as<T, wchar_t>;
template <class T>
concept Optional = requires(const T& t) {
    { t.has_value() } -> std::same_as<bool>;
    *t;
} && !Text<T>;

template <class T>
concept Plain = Text<T> || Number<T> || Optional<T> || std::same_as<T, bool>;
// A function without parameters that may be called again and again. Signals and memos are such.
template <class F>
concept Reactive = !Plain<F> && std::is_class_v<F> && requires(F& f) { f(); };
template <class F>
concept ReactiveValue = Reactive<F> && requires(F& f) { requires Plain<std::remove_cvref_t<decltype(f())>>; };

// Where a closure puts its value; the item's characters are valid during the call only.
struct ValueSink {
    void (*put)(ValueSink& sink, const Item& value);
};

// Of an attribute, of a text, of class words.
template <ReactiveValue F>
extern const ClosureType value_closure;
template <ReactiveValue F>
extern const ClosureType text_closure;
template <ReactiveValue F>
extern const ClosureType toggle_closure;

class Value {
public:
    constexpr Value() = default;
    template <std::size_t N>
    consteval Value(const char (&literal)[N])
        __attribute__((enable_if(__builtin_constant_p(&literal[0]), "a string literal"))) {
        item_.chars = literal;
        item_.size = N - 1;
        item_.kind = Kind::text;
        item_.flags = flags::literal | (is_plain(literal, N - 1) ? flags::plain : 0);
    }
    template <Text T>
    constexpr Value(const T& text [[clang::lifetimebound]]) {
        set_text(text);
    }
    template <Number T>
    constexpr Value(T number) {
        if constexpr (std::floating_point<T>) {
            item_.kind = Kind::real;
            item_.real = static_cast<double>(number);
        } else if constexpr (std::same_as<T, char> || std::same_as<T, char32_t>) {
            item_.kind = Kind::code_point;
            item_.natural = static_cast<unsigned char>(number);
            if constexpr (std::same_as<T, char32_t>) item_.natural = number;
        } else if constexpr (std::is_signed_v<T>) {
            item_.kind = Kind::integer;
            item_.integer = number;
        } else {
            item_.kind = Kind::natural;
            item_.natural = number;
        }
    }
    template <std::same_as<bool> T>
    constexpr Value(T on) {
        item_.kind = Kind::flag;
        item_.natural = on;
    }
    template <Optional T>
    constexpr Value(const T& maybe [[clang::lifetimebound]]) {
        if (maybe.has_value()) *this = Value(*maybe);
    }
    constexpr Value(TrustedUrl url) {
        set_text(url.text);
        item_.flags = flags::trusted_url;
    }
    template <ReactiveValue F>
    constexpr Value(const F& f [[clang::lifetimebound]]) {
        *this = of(f, value_closure<F>);
    }
    template <class T>
        requires(!Plain<T> && !ReactiveValue<T> && !std::same_as<T, TrustedUrl> && !std::derived_from<T, Value>)
    Value(const T&) = delete("a value is text, a number, a bool, an optional of these, or a function that gives one");

    constexpr const Item& item() const { return item_; }

    template <class F>
    static constexpr Value of(const F& f [[clang::lifetimebound]], const ClosureType& type) {
        Value value;
        value.item_.kind = Kind::value;
        value.item_.closure = {&f, &type};
        return value;
    }

    static constexpr std::size_t longest_text = 128 * 1024 * 1024;

private:
    constexpr void set_text(std::string_view text) {
        item_.chars = text.data();
        item_.size = static_cast<std::uint32_t>(text.size() < longest_text ? text.size() : longest_text);
        item_.kind = Kind::text;
    }
    Item item_;
};

template <class F>
void put_value(void* f, void* sink) {
    auto* to = static_cast<ValueSink*>(sink);
    to->put(*to, Value((*static_cast<F*>(f))()).item());
}
template <ReactiveValue F>
constexpr ClosureType value_closure = closure_type<F>(&put_value<F>, dom::sets_value);
template <ReactiveValue F>
constexpr ClosureType text_closure = closure_type<F>(&put_value<F>, dom::shows_text);
template <ReactiveValue F>
constexpr ClosureType toggle_closure = closure_type<F>(&put_value<F>, dom::toggles_class);

// Flag: a truth, or a function that gives one.
//
//   hidden(true)      disabled([=] { return pending(); })
class Flag {
public:
    template <std::same_as<bool> T>
    constexpr Flag(T on) : value_(on) {}
    template <ReactiveValue F>
        requires requires(F& f) {
            { f() } -> std::convertible_to<const bool&>;
        }
    constexpr Flag(const F& f [[clang::lifetimebound]]) : value_(f) {}
    template <class T>
        requires(!std::same_as<T, bool> && !ReactiveValue<T> && !std::same_as<T, Flag>)
    Flag(const T&) = delete("this is either a bool or a function that gives one");

    constexpr const Value& value() const { return value_; }

private:
    Value value_;
};

}  // namespace kaon::inline v0::ui

#pragma clang diagnostic pop
