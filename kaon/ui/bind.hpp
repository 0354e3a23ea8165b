// Two-way bindings and properties of form fields.
//
//   Signal<std::string> name;
//   input(bind::value(name))                               // shows the signal, and what is typed is set
//   input(type("checkbox"), bind::checked(agreed))
//   input(type("radio"), html::value("pro"), bind::group(mode))
//   progress(prop("value", [=] { return done(); }))        // a property of the element, in the browser only
//
// The server writes what a binding shows: value, checked, the text of a textarea, the selected option of a select. What
// a visitor typed before the page came alive is kept and set in the signal. Threads: the signal's.
#pragma once

#include <string>

#include "kaon/ui/attribute.hpp"
#include "kaon/ui/events.hpp"

namespace kaon::inline v0 {

namespace ui {

// What a renderer asks of a binding: exactly one of the two is set.
struct BoundCall {
    ValueSink* shown = nullptr;
    const InputEvent* typed = nullptr;
};

// A signal that can be read, and set from text.
template <class S>
concept TextSignal = requires(const S& s, std::string text) {
    { s() } -> std::convertible_to<std::string_view>;
    s.set(std::move(text));
};
template <class S>
concept FlagSignal = requires(const S& s) {
    { s() } -> std::convertible_to<const bool&>;
    s.set(true);
};

template <TextSignal S>
void call_bound_text(void* signal, void* call) {
    auto& s = *static_cast<S*>(signal);
    auto& c = *static_cast<BoundCall*>(call);
    if (c.shown) c.shown->put(*c.shown, Value(s()).item());
    else s.set(std::string(c.typed->value));
}
template <TextSignal S>
inline constexpr ClosureType bound_text = closure_type<S>(&call_bound_text<S>, dom::binds_value);
template <TextSignal S>
inline constexpr ClosureType bound_group = closure_type<S>(&call_bound_text<S>, dom::binds_group);
template <FlagSignal S>
inline constexpr ClosureType bound_flag = closure_type<S>(
    [](void* signal, void* call) {
        auto& s = *static_cast<S*>(signal);
        auto& c = *static_cast<BoundCall*>(call);
        if (c.shown) c.shown->put(*c.shown, Value(static_cast<bool>(s())).item());
        else s.set(c.typed->checked);
    },
    dom::binds_checked);

constexpr Attr bound(std::string_view property, const void* object, const ClosureType& type) {
    Item item;
    item.closure = {object, &type};
    item.kind = Kind::bound;
    item.name = property.data();
    item.name_size = static_cast<std::uint8_t>(property.size());
    item.rules = name_rules::property;
    item.flags = flags::literal_name;
    return Attr::of(item);
}

}  // namespace ui

namespace bind {

template <ui::TextSignal S>
constexpr ui::Attr value(const S& signal [[clang::lifetimebound]]) {
    return ui::bound("value", &signal, ui::bound_text<S>);
}
template <ui::FlagSignal S>
constexpr ui::Attr checked(const S& signal [[clang::lifetimebound]]) {
    return ui::bound("checked", &signal, ui::bound_flag<S>);
}

// For a radio button: checked while the signal is the button's own value; choosing it sets the signal.
template <ui::TextSignal S>
constexpr ui::Attr group(const S& signal [[clang::lifetimebound]]) {
    return ui::bound("group", &signal, ui::bound_group<S>);
}

}  // namespace bind

namespace html {

// A property of the DOM's element that is no attribute, such as indeterminate, scrollTop: set in the browser only.
constexpr ui::Attr prop(const ui::AttrName& name, const ui::Value& value) {
    if (ui::is_set_once(value)) dom::need_setters();
    ui::Item item = ui::Attr(name, value).item();
    item.rules = ui::name_rules::property;
    return ui::Attr::of(item);
}

}  // namespace html

}  // namespace kaon::inline v0
