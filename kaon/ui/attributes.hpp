// The attributes that pages use most, as functions in namespace kaon::html; attr("any-name", value) makes every other.
//
//   input(id("mail"), type("email"), name("mail"), value(form.mail), required(), aria("invalid", bad), data("row", 7))
//   a(cls("tab"), cls("active", is_active), href("/users"))     // <a class="tab active" href="/users">
//
// A value is text, a number, a bool, an optional, or a function (a closure, signal or memo) that gives one and is
// followed in the browser. In attributes true is the bare name and false is absence (aria and data write "true" and
// "false"); an empty optional is absence. Names that elements have too (title, label, form, span, cite, data, slot,
// summary) are elements here; their attributes are made by attr().
#pragma once

#include "kaon/ui/attribute.hpp"

namespace kaon::inline v0::html {

using ui::Attr, ui::PlainName, ui::Value;

constexpr const Attr attr(const ui::AttrName& name, const Value& value) { return {name, value}; }
constexpr const Attr data(const ui::NameTail& name, const Value& value) { return {name, value, ui::name_rules::data}; }
constexpr const Attr aria(const ui::NameTail& name, const Value& value) { return {name, value, ui::name_rules::aria}; }

// Several are joined by spaces into one attribute.
constexpr const Attr cls(const Value& classes) { return {"class", classes}; }
constexpr const Attr cls(const Value& classes, bool on) { return on ? Attr("class", classes) : Attr(); }
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wgcc-compat"
// Else a second text would be a pointer that is there, and so true.
constexpr const Attr cls(const Value& classes, const char*)
    __attribute__((diagnose_if(true,
                               "the second argument of cls() says whether its words are on: for several words "
                               "write cls(\"tab active\")",
                               "error"))) {
    return cls(classes);
}
#pragma clang diagnostic pop
// Class words that come and go: cls("active", [=] { return tab() == 2; })
template <ui::Reactive F>
constexpr const Attr cls(const ui::Words& classes, const F& on [[clang::lifetimebound]]) {
    return Attr::toggle(classes, on);
}
// One property of the style attribute: style("--progress", percent), style("width", [=] { return width(); }).
// A value that could leave its property (with ; { } or quotes) is dropped.
constexpr const Attr style(const ui::PropertyName& property, const Value& v) { return Attr::style(property, v); }

// Any element
constexpr const Attr id(const Value& v) { return {PlainName("id"), v}; }
constexpr const Attr lang(const Value& v) { return {PlainName("lang"), v}; }
constexpr const Attr dir(const Value& v) { return {PlainName("dir"), v}; }
constexpr const Attr role(const Value& v) { return {PlainName("role"), v}; }
constexpr const Attr tabindex(const Value& v) { return {PlainName("tabindex"), v}; }
constexpr const Attr tooltip(const Value& v) { return {PlainName("title"), v}; }
constexpr const Attr hidden(const ui::Flag& on = true) { return {PlainName("hidden"), on.value()}; }
constexpr const Attr autofocus(const ui::Flag& on = true) { return {PlainName("autofocus"), on.value()}; }

// Links and sources
constexpr const Attr href(const Value& v) { return {"href", v}; }
constexpr const Attr src(const Value& v) { return {"src", v}; }
constexpr const Attr srcset(const Value& v) { return {PlainName("srcset"), v}; }
constexpr const Attr sizes(const Value& v) { return {PlainName("sizes"), v}; }
constexpr const Attr alt(const Value& v) { return {PlainName("alt"), v}; }
constexpr const Attr rel(const Value& v) { return {PlainName("rel"), v}; }
constexpr const Attr target(const Value& v) { return {PlainName("target"), v}; }
constexpr const Attr hreflang(const Value& v) { return {PlainName("hreflang"), v}; }
constexpr const Attr download(const Value& v = true) { return {PlainName("download"), v}; }
constexpr const Attr media(const Value& v) { return {PlainName("media"), v}; }
constexpr const Attr loading(const Value& v) { return {PlainName("loading"), v}; }
constexpr const Attr width(const Value& v) { return {PlainName("width"), v}; }
constexpr const Attr height(const Value& v) { return {PlainName("height"), v}; }
constexpr const Attr charset(const Value& v) { return {PlainName("charset"), v}; }
constexpr const Attr content(const Value& v) { return {PlainName("content"), v}; }
constexpr const Attr integrity(const Value& v) { return {PlainName("integrity"), v}; }
constexpr const Attr crossorigin(const Value& v) { return {PlainName("crossorigin"), v}; }
constexpr const Attr nonce(const Value& v) { return {PlainName("nonce"), v}; }
constexpr const Attr defer(const ui::Flag& on = true) { return {PlainName("defer"), on.value()}; }
constexpr const Attr async(const ui::Flag& on = true) { return {PlainName("async"), on.value()}; }
constexpr const Attr datetime(const Value& v) { return {PlainName("datetime"), v}; }

// Forms
constexpr const Attr action(const Value& v) { return {"action", v}; }
constexpr const Attr method(const Value& v) { return {PlainName("method"), v}; }
constexpr const Attr enctype(const Value& v) { return {PlainName("enctype"), v}; }
constexpr const Attr formaction(const Value& v) { return {"formaction", v}; }
constexpr const Attr novalidate(const ui::Flag& on = true) { return {PlainName("novalidate"), on.value()}; }
constexpr const Attr type(const Value& v) { return {PlainName("type"), v}; }
constexpr const Attr name(const Value& v) { return {PlainName("name"), v}; }
constexpr const Attr value(const Value& v) { return {PlainName("value"), v}; }
constexpr const Attr placeholder(const Value& v) { return {PlainName("placeholder"), v}; }
constexpr const Attr for_(const Value& v) { return {PlainName("for"), v}; }
constexpr const Attr accept(const Value& v) { return {PlainName("accept"), v}; }
constexpr const Attr autocomplete(const Value& v) { return {PlainName("autocomplete"), v}; }
constexpr const Attr inputmode(const Value& v) { return {PlainName("inputmode"), v}; }
constexpr const Attr pattern(const Value& v) { return {PlainName("pattern"), v}; }
constexpr const Attr min(const Value& v) { return {PlainName("min"), v}; }
constexpr const Attr max(const Value& v) { return {PlainName("max"), v}; }
constexpr const Attr step(const Value& v) { return {PlainName("step"), v}; }
constexpr const Attr minlength(const Value& v) { return {PlainName("minlength"), v}; }
constexpr const Attr maxlength(const Value& v) { return {PlainName("maxlength"), v}; }
constexpr const Attr rows(const Value& v) { return {PlainName("rows"), v}; }
constexpr const Attr cols(const Value& v) { return {PlainName("cols"), v}; }
constexpr const Attr list(const Value& v) { return {PlainName("list"), v}; }
constexpr const Attr required(const ui::Flag& on = true) { return {PlainName("required"), on.value()}; }
constexpr const Attr disabled(const ui::Flag& on = true) { return {PlainName("disabled"), on.value()}; }
constexpr const Attr readonly(const ui::Flag& on = true) { return {PlainName("readonly"), on.value()}; }
constexpr const Attr checked(const ui::Flag& on = true) { return {PlainName("checked"), on.value()}; }
constexpr const Attr selected(const ui::Flag& on = true) { return {PlainName("selected"), on.value()}; }
constexpr const Attr multiple(const ui::Flag& on = true) { return {PlainName("multiple"), on.value()}; }
constexpr const Attr open(const ui::Flag& on = true) { return {PlainName("open"), on.value()}; }

// Tables and lists
constexpr const Attr colspan(const Value& v) { return {PlainName("colspan"), v}; }
constexpr const Attr rowspan(const Value& v) { return {PlainName("rowspan"), v}; }
constexpr const Attr scope(const Value& v) { return {PlainName("scope"), v}; }
constexpr const Attr start(const Value& v) { return {PlainName("start"), v}; }

}  // namespace kaon::inline v0::html
