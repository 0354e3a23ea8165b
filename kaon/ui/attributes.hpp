// The attributes that pages use most, as functions in namespace kaon::html; attr("any-name", value) makes every other.
//
//   input(id("mail"), type("email"), name("mail"), value(form.mail), required(), aria("invalid", bad), data("row", 7))
//   a(cls("tab"), cls("active", is_active), href("/users"))     // <a class="tab active" href="/users">
//
// A value is text, a number, a bool, an optional, or a function (a closure, signal or memo) that gives one and is
// followed in the browser. In attributes true is the bare name and false is absence (aria and data write "true" and
// "false"); an empty optional is absence. Names that elements have too (title, label, form, span,
// cite, data, slot, summary) are elements here; their attributes are made by attr().
#pragma once

#include "kaon/ui/attribute.hpp"

namespace kaon::html {

using ui::Attr, ui::Value;

inline Attr attr(const ui::AttrName& name, const Value& value) { return {name, value}; }
inline Attr data(const ui::NameTail& name, const Value& value) { return {name, value, ui::name_rules::data}; }
inline Attr aria(const ui::NameTail& name, const Value& value) { return {name, value, ui::name_rules::aria}; }

// Several are joined by spaces into one attribute.
inline Attr cls(const Value& classes) { return {"class", classes}; }
inline Attr cls(const Value& classes, bool on) { return on ? Attr("class", classes) : Attr(); }
// Class words that come and go: cls("active", [=] { return tab() == 2; })
template <ui::Reactive F>
Attr cls(const ui::Words& classes, const F& on [[clang::lifetimebound]]) {
    return Attr::toggle(classes, on);
}
// One property of the style attribute: style("--progress", percent), style("width", [=] { return width(); }).
// A value that could leave its property (with ; { } or quotes) is dropped.
inline Attr style(const ui::PropertyName& property, const Value& v) { return Attr::style(property, v); }

// Any element
inline Attr id(const Value& v) { return {"id", v}; }
inline Attr lang(const Value& v) { return {"lang", v}; }
inline Attr dir(const Value& v) { return {"dir", v}; }
inline Attr role(const Value& v) { return {"role", v}; }
inline Attr tabindex(const Value& v) { return {"tabindex", v}; }
inline Attr tooltip(const Value& v) { return {"title", v}; }
inline Attr hidden(const ui::Flag& on = true) { return {"hidden", on.value()}; }
inline Attr autofocus(const ui::Flag& on = true) { return {"autofocus", on.value()}; }

// Links and sources
inline Attr href(const Value& v) { return {"href", v}; }
inline Attr src(const Value& v) { return {"src", v}; }
inline Attr srcset(const Value& v) { return {"srcset", v}; }
inline Attr sizes(const Value& v) { return {"sizes", v}; }
inline Attr alt(const Value& v) { return {"alt", v}; }
inline Attr rel(const Value& v) { return {"rel", v}; }
inline Attr target(const Value& v) { return {"target", v}; }
inline Attr hreflang(const Value& v) { return {"hreflang", v}; }
inline Attr download(const Value& v = true) { return {"download", v}; }
inline Attr media(const Value& v) { return {"media", v}; }
inline Attr loading(const Value& v) { return {"loading", v}; }
inline Attr width(const Value& v) { return {"width", v}; }
inline Attr height(const Value& v) { return {"height", v}; }
inline Attr charset(const Value& v) { return {"charset", v}; }
inline Attr content(const Value& v) { return {"content", v}; }
inline Attr integrity(const Value& v) { return {"integrity", v}; }
inline Attr crossorigin(const Value& v) { return {"crossorigin", v}; }
inline Attr nonce(const Value& v) { return {"nonce", v}; }
inline Attr defer(const ui::Flag& on = true) { return {"defer", on.value()}; }
inline Attr async(const ui::Flag& on = true) { return {"async", on.value()}; }
inline Attr datetime(const Value& v) { return {"datetime", v}; }

// Forms
inline Attr action(const Value& v) { return {"action", v}; }
inline Attr method(const Value& v) { return {"method", v}; }
inline Attr enctype(const Value& v) { return {"enctype", v}; }
inline Attr formaction(const Value& v) { return {"formaction", v}; }
inline Attr novalidate(const ui::Flag& on = true) { return {"novalidate", on.value()}; }
inline Attr type(const Value& v) { return {"type", v}; }
inline Attr name(const Value& v) { return {"name", v}; }
inline Attr value(const Value& v) { return {"value", v}; }
inline Attr placeholder(const Value& v) { return {"placeholder", v}; }
inline Attr for_(const Value& v) { return {"for", v}; }
inline Attr accept(const Value& v) { return {"accept", v}; }
inline Attr autocomplete(const Value& v) { return {"autocomplete", v}; }
inline Attr inputmode(const Value& v) { return {"inputmode", v}; }
inline Attr pattern(const Value& v) { return {"pattern", v}; }
inline Attr min(const Value& v) { return {"min", v}; }
inline Attr max(const Value& v) { return {"max", v}; }
inline Attr step(const Value& v) { return {"step", v}; }
inline Attr minlength(const Value& v) { return {"minlength", v}; }
inline Attr maxlength(const Value& v) { return {"maxlength", v}; }
inline Attr rows(const Value& v) { return {"rows", v}; }
inline Attr cols(const Value& v) { return {"cols", v}; }
inline Attr list(const Value& v) { return {"list", v}; }
inline Attr required(const ui::Flag& on = true) { return {"required", on.value()}; }
inline Attr disabled(const ui::Flag& on = true) { return {"disabled", on.value()}; }
inline Attr readonly(const ui::Flag& on = true) { return {"readonly", on.value()}; }
inline Attr checked(const ui::Flag& on = true) { return {"checked", on.value()}; }
inline Attr selected(const ui::Flag& on = true) { return {"selected", on.value()}; }
inline Attr multiple(const ui::Flag& on = true) { return {"multiple", on.value()}; }
inline Attr open(const ui::Flag& on = true) { return {"open", on.value()}; }

// Tables and lists
inline Attr colspan(const Value& v) { return {"colspan", v}; }
inline Attr rowspan(const Value& v) { return {"rowspan", v}; }
inline Attr scope(const Value& v) { return {"scope", v}; }
inline Attr start(const Value& v) { return {"start", v}; }

}  // namespace kaon::html
