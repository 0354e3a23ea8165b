// Attr: one attribute. Made by the functions in attributes.hpp, or by attr() for any other name.
//
//   attr("data-state", state)      attr("viewBox", "0 0 16 16")      when(open, attr("open", true))
//
// A name that is a literal is checked by the compiler; one that comes at run time is checked when the view is made, and
// an invalid one is dropped. Refused are on... (handlers are functions), style (typed helpers) and srcdoc (markup as
// text). Values of href, src, action and the like that would run a script become "#". Threads: a value. Lifetime: of
// what is in it, until the view is made, that is: use it in the expression that makes it, or give it literals and
// numbers only.
#pragma once

#include "kaon/base/ascii.hpp"
#include "kaon/ui/arg.hpp"
#include "kaon/ui/url.hpp"

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wgcc-compat"

namespace kaon::inline v0::dom {
// Brings along what sets properties, styles, and class words that are no literals.
void need_setters();
}  // namespace kaon::inline v0::dom

namespace kaon::inline v0::ui {

// Whether it is shown, known before the view is, and no literal.
constexpr bool is_set_once(const Value& value) {
    const Item& item = value.item();
    return item.kind != Kind::none && !is_closure(item.kind) && !(item.flags & flags::literal);
}

namespace detail {
// Called while compiling a literal name; their names are the message.
void an_attribute_name_is_letters_digits_and_dashes();
void handlers_are_functions_not_text();
void style_is_not_text_use_a_class();
void srcdoc_is_markup_as_text();

constexpr bool same_word(std::string_view name, std::string_view word) {
    if (name.size() != word.size()) return false;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (ascii::lower(name[i]) != word[i]) return false;
    }
    return true;
}
constexpr bool is_name(std::string_view name) {
    if (name.empty() || name.size() > 127) return false;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        const bool letter = ascii::is_letter(c) || c == '_';
        const bool other = ascii::is_digit(c) || c == '-' || c == ':' || c == '.';
        if (!letter && (i == 0 || !other)) return false;
    }
    return true;
}
constexpr bool is_handler(std::string_view name) {
    return name.size() >= 2 && ascii::lower(name[0]) == 'o' && ascii::lower(name[1]) == 'n';
}
constexpr std::uint8_t rules_of(std::string_view name) {
    if (same_word(name, "class")) return name_rules::cls;
    for (std::string_view url : {"href", "src", "action", "formaction", "poster", "cite", "data", "background",
                                 "manifest", "ping", "xlink:href", "longdesc", "codebase"}) {
        if (same_word(name, url)) return name_rules::url;
    }
    if (!is_name(name) || is_handler(name) || same_word(name, "style") || same_word(name, "srcdoc"))
        return name_rules::refused;
    return 0;
}
}  // namespace detail

class AttrName {
public:
    template <std::size_t N>
    consteval AttrName(const char (&literal)[N])
        __attribute__((enable_if(__builtin_constant_p(&literal[0]), "a string literal")))
        : chars_(literal), size_(N - 1), rules_(detail::rules_of({literal, N - 1})), literal_(true) {
        const std::string_view name(literal, N - 1);
        if (!detail::is_name(name)) detail::an_attribute_name_is_letters_digits_and_dashes();
        if (detail::is_handler(name)) detail::handlers_are_functions_not_text();
        if (detail::same_word(name, "style")) detail::style_is_not_text_use_a_class();
        if (detail::same_word(name, "srcdoc")) detail::srcdoc_is_markup_as_text();
    }
    template <Text T>
    AttrName(const T& name [[clang::lifetimebound]]) : AttrName(std::string_view(name), runtime) {}

private:
    friend class Attr;
    static constexpr int runtime = 0;
    AttrName(std::string_view name, int)
        : chars_(name.data()), size_(static_cast<std::uint8_t>(name.size())), rules_(detail::rules_of(name)) {}

    const char* chars_;
    std::uint8_t size_;
    std::uint8_t rules_;
    bool literal_ = false;
};

// The name of an attribute without rules.
class PlainName {
public:
    template <std::size_t N>
    explicit consteval PlainName(const char (&literal)[N]) : chars_(literal), size_(N - 1) {
        if (detail::rules_of({literal, N - 1})) detail::an_attribute_name_is_letters_digits_and_dashes();
    }

private:
    friend class Attr;
    const char* chars_;
    std::uint8_t size_;
};

// What follows "data-" or "aria-": a literal.
class NameTail {
public:
    template <std::size_t N>
    consteval NameTail(const char (&literal)[N]) : chars_(literal), size_(N - 1) {
        if (!detail::is_name({literal, N - 1})) detail::an_attribute_name_is_letters_digits_and_dashes();
    }

private:
    friend class Attr;
    const char* chars_;
    std::uint8_t size_;
};

// Class words that are switched together: a literal, or text of at most 255 bytes (longer is dropped).
class Words {
public:
    template <std::size_t N>
        requires(N <= 256)
    consteval Words(const char (&literal)[N])
        __attribute__((enable_if(__builtin_constant_p(&literal[0]), "a string literal")))
        : text_(literal, N - 1), literal_(true) {}
    template <Text T>
    Words(const T& text [[clang::lifetimebound]]) : text_(text) {}

private:
    friend class Attr;
    std::string_view text_;
    bool literal_ = false;
};

// A property of the style attribute, custom properties included: a literal.
class PropertyName {
public:
    template <std::size_t N>
        requires(N <= 256)
    consteval PropertyName(const char (&literal)[N]) : chars_(literal), size_(N - 1) {
        for (std::size_t i = 0; i < N - 1; ++i) {
            const char c = ascii::lower(literal[i]);
            if ((c < 'a' || c > 'z') && c != '-' && (c < '0' || c > '9'))
                detail::an_attribute_name_is_letters_digits_and_dashes();
        }
    }

private:
    friend class Attr;
    const char* chars_;
    std::uint8_t size_;
};

// An Arg of its own, so that one made of literals is a constant that elements take as it stands.
class Attr : public Arg {
public:
    constexpr Attr() = default;
    constexpr Attr(const AttrName& name, const Value& value) : Arg(Arg::of(value.item())) {
        const bool changes = name.rules_ & name_rules::cls;
        if ((changes && is_set_once(value)) || value.item().kind == Kind::real) dom::need_setters();
        if ((name.rules_ & name_rules::url) && item_.kind == Kind::text && !is_plainly_safe(item_.text())) need_urls();
        item_.name = name.chars_;
        item_.name_size = name.size_;
        item_.rules = name.rules_;
        if (name.literal_) item_.flags |= flags::literal_name;
    }
    constexpr Attr(const NameTail& name, const Value& value, std::uint8_t prefix) : Arg(Arg::of(value.item())) {
        if (value.item().kind == Kind::real) dom::need_setters();
        item_.name = name.chars_;
        item_.name_size = name.size_;
        item_.rules = prefix;
        item_.flags |= flags::literal_name;
    }
    constexpr Attr(const PlainName& name, const Value& value) : Arg(Arg::of(value.item())) {
        if (value.item().kind == Kind::real) dom::need_setters();
        item_.name = name.chars_;
        item_.name_size = name.size_;
        item_.flags |= flags::literal_name;
    }
    template <class T>
        requires(!std::derived_from<T, Attr>)
    Attr(const T&) = delete("this element has no children, it takes attributes only: type(...), name(...), attr(...)");
    template <class F>
    static constexpr Attr toggle(const Words& classes, const F& on [[clang::lifetimebound]]) {
        static_assert(std::constructible_from<Flag, const F&>,
                      "class words come and go with a function that gives a bool");
        if (classes.text_.size() > 255 || classes.text_.empty()) return {};
        Item item = Value::of(on, toggle_closure<F>).item();
        item.name = classes.text_.data();
        item.name_size = static_cast<std::uint8_t>(classes.text_.size());
        item.rules = name_rules::cls | name_rules::toggle;
        if (classes.literal_) item.flags |= flags::literal_name;
        return of(item);
    }
    static constexpr Attr style(const PropertyName& property, const Value& value) {
        if (!is_closure(value.item().kind)) dom::need_setters();
        Item item = value.item();
        item.name = property.chars_;
        item.name_size = property.size_;
        item.rules = name_rules::style;
        item.flags |= flags::literal_name;
        return of(item);
    }
    // For the functions that make what is more than an attribute: handlers, properties, references.
    static constexpr Attr of(const Item& item) {
        Attr attribute;
        attribute.item_ = item;
        return attribute;
    }
};

}  // namespace kaon::inline v0::ui

#pragma clang diagnostic pop
