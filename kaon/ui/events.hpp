// Handlers of events: on::click(f), on::input(f), on::submit(f) ... on::event("any-name", f).
//
//   button(on::click([=] { count.update([](int& n) { ++n; }); }), "More")
//   input(on::input([=](const InputEvent& event) { name.set(std::string(event.value)); }))
//   form(on::submit([=](SubmitEvent& event) { event.prevent_default(); save(event.json); }))
//
// A handler takes nothing or its event, returns nothing, and runs in the browser only: the server leaves it out.
// Listening costs nothing per element: one listener per event name at the document finds the handler. Threads: the
// page's own. Lifetime: what an event shows is valid during the call; an event of an element that is gone is ignored.
#pragma once

#include <string_view>

#include "kaon/ui/attribute.hpp"

namespace kaon::inline v0 {

struct Event {
    // The browser does not do what it would do by itself: follow the link, send the form.
    void prevent_default() { prevented = true; }
    // No element further out hears of it.
    void stop_propagation() { stopped = true; }

    bool prevented = false;
    bool stopped = false;
};
struct Modifiers {
    bool alt = false, ctrl = false, meta = false, shift = false;
};
struct MouseEvent : Event {
    int x = 0, y = 0;  // in the window, CSS pixels
    int button = 0;    // 0 main, 1 middle, 2 secondary
    Modifiers modifiers;
};
struct KeyEvent : Event {
    std::string_view key;  // "Enter", "a": https://www.w3.org/TR/uievents-key/
    Modifiers modifiers;
    bool repeat = false;
};
// Of input, textarea and select.
struct InputEvent : Event {
    std::string_view value;
    bool checked = false;
};
struct SubmitEvent : Event {
    // The form's fields as a JSON object of strings; of fields that share a name, arrays of strings. Files are left
    // out.
    std::string_view json;
};

namespace ui {

// What the glue has to tell with an event; in Item::size of a handler.
enum class Detail : std::uint32_t { none, mouse, key, input, form };

template <class F, class E>
concept Handles = requires(F& f, E& event) { f(event); };
template <class F>
concept HandlesBare = requires(F& f) { f(); };

// An event as the page tells it (dom/ops.hpp), and what was answered.
struct EventCall {
    int a, b, c;
    std::string_view text;
    bool prevented = false, stopped = false;
};
inline void read(Event&, const EventCall&) {}
void read(MouseEvent& event, const EventCall& call);
void read(KeyEvent& event, const EventCall& call);
void read(InputEvent& event, const EventCall& call);
void read(SubmitEvent& event, const EventCall& call);

template <class F, class E>
void call_handler(void* f, void* told) {
    if constexpr (HandlesBare<F>) {
        (*static_cast<F*>(f))();
    } else {
        auto& call = *static_cast<EventCall*>(told);
        E event;
        read(event, call);
        (*static_cast<F*>(f))(event);
        call.prevented = event.prevented;
        call.stopped = event.stopped;
    }
}
template <class F, class E>
inline constexpr ClosureType handler_closure = closure_type<F>(&call_handler<F, E>, dom::handles_event);

template <class E>
constexpr Detail detail_of = std::same_as<E, MouseEvent>    ? Detail::mouse
                             : std::same_as<E, KeyEvent>    ? Detail::key
                             : std::same_as<E, InputEvent>  ? Detail::input
                             : std::same_as<E, SubmitEvent> ? Detail::form
                                                            : Detail::none;

template <class E, class F>
constexpr Attr handler(std::string_view event, const F& f) {
    static_assert(HandlesBare<F> || Handles<F, E>,
                  "a handler is a function without parameters, or one that takes the event of this name by reference: "
                  "MouseEvent, KeyEvent, InputEvent, SubmitEvent or Event (kaon/ui/events.hpp)");
    Item item;
    if constexpr (HandlesBare<F> || Handles<F, E>) {
        item.closure = {&f, &handler_closure<F, E>};
        item.kind = Kind::handler;
        item.name = event.data();
        item.name_size = static_cast<std::uint8_t>(event.size());
        item.flags = flags::literal_name;
        item.size = static_cast<std::uint32_t>(HandlesBare<F> ? Detail::none : detail_of<E>);
    }
    return Attr::of(item);
}

class EventName {
public:
    template <std::size_t N>
        requires(N > 1 && N <= 128)
    consteval EventName(const char (&literal)[N]) : text_(literal, N - 1) {}
    constexpr std::string_view text() const { return text_; }

private:
    std::string_view text_;
};

}  // namespace ui

namespace on {

#define KAON_EVENT(event, type)                                                                                        \
    template <class F>                                                                                                 \
    constexpr ui::Attr event(const F& f [[clang::lifetimebound]]) {                                                    \
        return ui::handler<type>(#event, f);                                                                           \
    }
#include "kaon/ui/detail/events.inc"
#undef KAON_EVENT

// Any other event, a custom element's for example.
template <class F>
constexpr ui::Attr event(const ui::EventName& name, const F& f [[clang::lifetimebound]]) {
    return ui::handler<Event>(name.text(), f);
}

}  // namespace on

}  // namespace kaon::inline v0
