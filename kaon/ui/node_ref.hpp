// NodeRef: an element of the page, for what is done to it rather than shown by it.
//
//   NodeRef field;
//   input(ref(field))
//   button(on::click([=] { field.focus(); }), "Edit")
//   effect([=] { if (field.present()) field.scroll_into_view(); })      // runs again when the element comes and goes
//
// It is filled when the element is in the page and empty again when it is gone; on the server always empty. A call on
// an empty one does nothing. A Copy handle like a Signal, with the same owner and thread. Calls reach the page with the
// other changes of the turn, in order.
#pragma once

#include "kaon/signal/signal.hpp"
#include "kaon/ui/attribute.hpp"

namespace kaon::inline v0 {

namespace ui {

struct RefAccess;
struct ElementHandle {
    std::uint32_t number;  // 0: gone
};

}  // namespace ui

class NodeRef {
public:
    // Whether the element is in the page; tracked.
    bool present() const { return handle_() != 0; }

    void focus() const { call("focus"); }
    void blur() const { call("blur"); }
    void click() const { call("click"); }
    // All of a text field's text.
    void select() const { call("select"); }
    void scroll_into_view() const { call("scrollIntoView"); }
    // Of a dialog.
    void show_modal() const { call("showModal"); }
    void close() const { call("close"); }
    // Of a form.
    void reset() const { call("reset"); }
    void request_submit() const { call("requestSubmit"); }

private:
    friend struct ui::RefAccess;
    void call(std::string_view method) const;

    Signal<std::uint32_t> handle_{0};
};

namespace ui {

struct RefAccess {
    static void set(const NodeRef& ref, std::uint32_t handle) { ref.handle_.set(handle); }
};
inline constexpr ClosureType ref_closure = closure_type<NodeRef>(
    [](void* ref, void* handle) {
        RefAccess::set(*static_cast<NodeRef*>(ref), static_cast<ElementHandle*>(handle)->number);
    },
    dom::tells_handle);

}  // namespace ui

namespace html {

inline ui::Attr ref(const NodeRef& node [[clang::lifetimebound]]) {
    ui::Item item;
    item.closure = {&node, &ui::ref_closure};
    item.kind = ui::Kind::ref;
    item.name = "ref";
    item.name_size = 3;
    item.flags = ui::flags::literal_name;
    return ui::Attr::of(item);
}

}  // namespace html

}  // namespace kaon::inline v0
