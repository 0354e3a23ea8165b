// Mounting, and the way of an event from the page to its handler.
#include "kaon/ui/dom/page.hpp"

#include "kaon/signal/graph.hpp"
#include "kaon/ui/binding.hpp"
#include "kaon/ui/dom/behaviour.hpp"
#include "kaon/ui/dom/buffer.hpp"
#include "kaon/ui/dom/handles.hpp"
#include "kaon/ui/dom/instance.hpp"

namespace kaon::inline v0::dom {

namespace {

constinit thread_local Host* host = nullptr;

}  // namespace

void use(Host* page) {
    host = page;
    buffer().start_anew();
    forget_templates();
}

Host* current_host() { return host; }

std::uint32_t dispatch(std::uint32_t base, std::uint32_t slot, int a, int b, int c, std::string_view text) {
    Instance* instance = instance_at(base);
    if (!instance || !instance->belongings || slot >= instance->layout->events) return 0;
    ui::Binding* const handler = instance->belongings->handlers()[slot];
    if (!handler) return 0;
    ui::EventCall call{.a = a, .b = b, .c = c, .text = text};
    {
        const Belongings::Use use(*instance->belongings);
        const Owner::Scope scope(instance->owner);
        handler->behaviour().answer(*handler, call);
    }
    flush();
    return (call.prevented ? 1 : 0) | (call.stopped ? 2 : 0);
}

void flush() {
    graph::flush();
    buffer().flush();
}

void Mounted::unmount() {
    Instance* const gone = std::exchange(instance_, nullptr);
    if (!gone) return;
    const std::uint32_t root = gone->parent;
    gone->remove();
    gone->close();
    if (root) free_handles(root, 1);
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

}  // namespace kaon::inline v0::dom
