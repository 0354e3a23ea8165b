// The elements: one ordinary function each, in namespace kaon::html, over up to 16 attributes and children in any
// order.
//
//   ul(cls("menu"), li(a(href("/"), "Home")), li(a(href("/about"), "About")))
//   input(type("email"), name("email"), required())          // has no children, so it takes attributes only
//   element("my-chart", data("points", points))              // an element of your own; also SVG's
//
// Their list is detail/tags.inc. More than 16: group in a fragment(), which leaves no trace. iframe takes attributes
// only; script and style take text that is marked as trusted; the rest of what HTML parses specially is not offered.
#pragma once

#include "kaon/ui/view.hpp"

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wgcc-compat"

namespace kaon::inline v0::ui {

namespace detail {
void an_element_name_is_letters_digits_and_dashes();
void this_element_has_rules_of_its_own_use_its_function();

// Elements whose content a parser reads by other rules: never made by name.
constexpr bool is_special_element(std::string_view name) {
    for (std::string_view special : {"script", "style", "iframe", "xmp", "noembed", "noframes", "plaintext", "textarea",
                                     "title", "noscript", "template", "html", "head", "body"}) {
        if (same_word(name, special)) return true;
    }
    return false;
}
constexpr bool is_void_element(std::string_view name) {
    for (std::string_view empty :
         {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}) {
        if (same_word(name, empty)) return true;
    }
    return false;
}
constexpr bool is_element_name(std::string_view name) {
    return is_name(name) && name[0] != '_' && !is_special_element(name) && !is_void_element(name);
}
}  // namespace detail

// The name of an element: a literal is checked by the compiler; one from run time when it is used, and what is not a
// name shows nothing.
class ElementName {
public:
    template <std::size_t N>
    consteval ElementName(const char (&literal)[N])
        __attribute__((enable_if(__builtin_constant_p(&literal[0]), "a string literal")))
        : name_(literal, N - 1), literal_(true) {
        if (!detail::is_name(name_) || name_[0] == '_') detail::an_element_name_is_letters_digits_and_dashes();
        if (!detail::is_element_name(name_)) detail::this_element_has_rules_of_its_own_use_its_function();
    }
    template <Text T>
    ElementName(const T& name [[clang::lifetimebound]]) : name_(name) {}

    constexpr std::string_view text() const { return name_; }
    constexpr bool is_literal() const { return literal_; }

private:
    std::string_view name_;
    bool literal_ = false;
};

}  // namespace kaon::inline v0::ui

namespace kaon::inline v0 {

// Code that the program itself brings. Only for literals and generated text, never for input.
struct TrustedScript {
    std::string_view text;
};
struct TrustedCss {
    std::string_view text;
};
inline TrustedScript trusted_script(std::string_view text [[clang::lifetimebound]]) { return {text}; }
inline TrustedCss trusted_css(std::string_view text [[clang::lifetimebound]]) { return {text}; }

// Few arguments are the usual case, so each count up to six has a function of its own, which gets no more than that.
#define KAON_LATER(A, none)                                                                                            \
    A a7 = none, A a8 = none, A a9 = none, A a10 = none, A a11 = none, A a12 = none, A a13 = none, A a14 = none,       \
      A a15 = none
// Two attributes of one name are an error where the compiler knows both: among the first four, since each pair costs.
#define KAON_TWICE(x, y)                                                                                               \
    __attribute__((diagnose_if(ui::same_attribute(x, y), "this attribute is given twice", "error")))
#define KAON_TWICE_2 KAON_TWICE(a0, a1)
#define KAON_TWICE_3 KAON_TWICE_2 KAON_TWICE(a0, a2) KAON_TWICE(a1, a2)
#define KAON_TWICE_4 KAON_TWICE_3 KAON_TWICE(a0, a3) KAON_TWICE(a1, a3) KAON_TWICE(a2, a3)
#define KAON_ELEMENT(function, A, none)                                                                                \
    View function();                                                                                                   \
    View function(A a0);                                                                                               \
    View function(A a0, A a1) KAON_TWICE_2;                                                                            \
    View function(A a0, A a1, A a2) KAON_TWICE_3;                                                                      \
    View function(A a0, A a1, A a2, A a3) KAON_TWICE_4;                                                                \
    View function(A a0, A a1, A a2, A a3, A a4) KAON_TWICE_4;                                                          \
    View function(A a0, A a1, A a2, A a3, A a4, A a5) KAON_TWICE_4;                                                    \
    View function(A a0, A a1, A a2, A a3, A a4, A a5, A a6, KAON_LATER(A, none)) KAON_TWICE_4;

// Children side by side, without an element around them.
KAON_ELEMENT(fragment, const ui::Arg&, ui::no_arg)
// Text, or a number, as a View.
View text(const ui::Value& value);

namespace html {

#define KAON_TAG(function, tag, rules) KAON_ELEMENT(function, const ui::Arg&, ui::no_arg)
#define KAON_VOID_TAG(function, tag) KAON_ELEMENT(function, const ui::Attr&, ui::no_attr)
#include "kaon/ui/detail/tags.inc"
#undef KAON_TAG
#undef KAON_VOID_TAG

View element(const ui::ElementName& name, const ui::Arg& a0 = ui::no_arg, const ui::Arg& a1 = ui::no_arg,
             const ui::Arg& a2 = ui::no_arg, const ui::Arg& a3 = ui::no_arg, const ui::Arg& a4 = ui::no_arg,
             const ui::Arg& a5 = ui::no_arg, const ui::Arg& a6 = ui::no_arg, KAON_LATER(const ui::Arg&, ui::no_arg));
KAON_ELEMENT(iframe, const ui::Attr&, ui::no_attr)
KAON_ELEMENT(script, const ui::Attr&, ui::no_attr)
View script(TrustedScript code, const ui::Attr& a0 = ui::no_attr, const ui::Attr& a1 = ui::no_attr);
View style(TrustedCss rules, const ui::Attr& a0 = ui::no_attr, const ui::Attr& a1 = ui::no_attr);
// <script type="application/json" id="...">: data for scripts. `json` is valid JSON; nothing in it can end the element.
View json_script(const ui::Value& id, std::string_view json);

}  // namespace html

#undef KAON_LATER
#undef KAON_TWICE
#undef KAON_TWICE_2
#undef KAON_TWICE_3
#undef KAON_TWICE_4
#undef KAON_ELEMENT

}  // namespace kaon::inline v0

#pragma clang diagnostic pop
