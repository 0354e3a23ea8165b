// Mounting, and the way of an event from the page to its handler.
#include "kaon/ui/dom/page.hpp"

#include "kaon/signal/graph.hpp"
#include "kaon/ui/bind.hpp"
#include "kaon/ui/binding.hpp"
#include "kaon/ui/dom/buffer.hpp"
#include "kaon/ui/dom/handles.hpp"
#include "kaon/ui/dom/instance.hpp"

namespace kaon::dom {

namespace {

constinit thread_local Host* host = nullptr;

Modifiers modifiers_of(int bits) {
    return {.alt = (bits & 1) != 0, .ctrl = (bits & 2) != 0, .meta = (bits & 4) != 0, .shift = (bits & 8) != 0};
}

template <class E>
std::uint32_t call(ui::Binding& handler, E event) {
    handler.call(&event);
    return (event.prevented ? 1 : 0) | (event.stopped ? 2 : 0);
}

std::uint32_t call_handler(const Handler& handler, int a, int b, int c, std::string_view text) {
    switch (handler.detail) {
        case ui::Detail::mouse: {
            MouseEvent event;
            event.x = a;
            event.y = b;
            event.button = c & 0xFF;
            event.modifiers = modifiers_of(c >> 8);
            return call(*handler.binding, event);
        }
        case ui::Detail::key: {
            KeyEvent event;
            event.key = text;
            event.repeat = (c & 1) != 0;
            event.modifiers = modifiers_of(c >> 8);
            return call(*handler.binding, event);
        }
        case ui::Detail::input: {
            InputEvent event;
            event.value = text;
            event.checked = (c & 1) != 0;
            if (!handler.bound) return call(*handler.binding, event);
            ui::BoundCall typed{.typed = &event};
            handler.binding->call(&typed);
            return 0;
        }
        case ui::Detail::form: {
            SubmitEvent event;
            event.json = text;
            return call(*handler.binding, event);
        }
        case ui::Detail::none: break;
    }
    return call(*handler.binding, Event());
}

}  // namespace

void use(Host* page) {
    host = page;
    buffer().forget_names();
    forget_templates();
}

Host* current_host() { return host; }

std::uint32_t dispatch(std::uint32_t base, std::uint32_t slot, int a, int b, int c, std::string_view text) {
    Instance* instance = instance_at(base);
    if (!instance || !instance->handlers || slot >= instance->layout->events) return 0;
    const Handler handler = instance->handlers[slot];
    if (!handler.binding) return 0;
    handler.binding->hold();
    std::uint32_t bits = 0;
    {
        const Owner::Scope scope(instance->owner);
        bits = call_handler(handler, a, b, c, text);
    }
    handler.binding->release();
    flush();
    return bits;
}

void flush() {
    graph::flush();
    buffer().flush();
}

void Mounted::unmount() {
    if (!instance_) return;
    const std::uint32_t root = instance_->parent;
    instance_->remove();
    instance_->close();
    if (root) free_handles(root, 1);
    instance_ = nullptr;
}

namespace detail {

Instance* open() { return Instance::open(); }
Owner& owner_of(Instance& instance) { return instance.owner; }

Mounted mount(Instance* instance, std::string_view id, const View& view) {
    const std::uint32_t root = take_handles(1);
    buffer().put_text(Op::root, root, id);
    const graph::Untracked mounting;
    instance->parent = root;
    instance->show(view, {.parent = root});
    return Mounted(instance);
}

}  // namespace detail

}  // namespace kaon::dom
