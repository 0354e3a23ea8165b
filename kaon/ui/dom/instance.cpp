// Putting a view into the page, and taking it out again.
#include "kaon/ui/dom/instance.hpp"

#include <bit>
#include <cstdlib>
#include <new>
#include <utility>

#include "kaon/signal/pool.hpp"
#include "kaon/ui/binding.hpp"
#include "kaon/ui/dom/behaviour.hpp"
#include "kaon/ui/dom/buffer.hpp"
#include "kaon/ui/dom/handles.hpp"
#include "kaon/ui/dom/live.hpp"
#include "kaon/ui/dom/region.hpp"

namespace kaon::inline v0::dom {

using ui::Item, ui::Kind;

namespace {

// The first contents of a slot, at the word `at` of the batch.
void fill_slot(Instance& instance, const SlotItem& from, const SlotPlan& plan, std::uint32_t slot, std::uint32_t& at) {
    switch (plan.part) {
        case Part::live_text:
        case Part::toggle: add_live(instance, from, plan, slot, at); return;
        case Part::text:
            if (is_small(*from.item)) {
                buffer()[at++] = static_cast<std::uint32_t>(from.item->integer);
                return;
            }
            if (from.item->kind == Kind::real) {
                const auto bits = std::bit_cast<std::uint64_t>(from.item->real);
                buffer()[at++] = static_cast<std::uint32_t>(bits);
                buffer()[at++] = static_cast<std::uint32_t>(bits >> 32);
                return;
            }
            [[fallthrough]];
        case Part::attribute:
        case Part::html: {
            const TextAt text = add_text(*from.item);
            buffer()[at++] = text.offset;
            buffer()[at++] = text.length;
            return;
        }
        default: return;
    }
}

bool is_bound(const SlotItem& from) { return from.item && from.item->kind == Kind::bound; }

}  // namespace

const Behaviour& behaviour_of(const SlotItem& from) {
    if (!from.item) return *static_cast<const ui::RegionNode*>(from.node)->behaviour;
    return from.item->binding->behaviour();
}

void connect_slot(Instance& instance, const SlotItem& from, const SlotPlan& plan, std::uint32_t slot) {
    if (plan.part < Part::setter) return;
    if (from.item && !ui::is_closure(from.item->kind)) {
        if (&set_value) set_value(instance.base + plan.handle, plan.name, slot, from.item->rules, *from.item);
        return;
    }
    behaviour_of(from).connect(instance, from, plan, slot);
}

void add_handler(Instance& instance, ui::Binding& kept, std::uint16_t event) {
    instance.belongings->handlers()[event] = &kept;
}

static void connect_handler(Instance& instance, const SlotItem& from, const SlotPlan& plan, std::uint32_t) {
    add_handler(instance, instance.keep(*from.item->binding), plan.anchor);
}
constexpr Behaviour handles_event{.connect = connect_handler,
                                  .answer = [](ui::Binding& binding, ui::EventCall& call) { binding.call(&call); }};

Instance* Instance::open() {
    auto* instance = new (graph::Pool<Instance>::take()) Instance;
    instance->owner.attach(Owner::current());
    return instance;
}

constinit thread_local void (*show_hook)(Instance& instance, const View& view, const Place& place) = nullptr;

void Instance::show(const View& view, Place place) {
    if (view.empty()) return;
    if (show_hook) [[unlikely]]
        return show_hook(*this, view, place);
    const std::uint32_t first = slot_items().size();
    prepare(view, place, first);
    Buffer& batch = buffer();
    batch.put(Op::instance, layout->id, base, place.parent, place.before);
    std::uint32_t at = batch.size();
    batch.room(layout->words);
    for (std::uint32_t i = 0; i < layout->slots; ++i) {
        const SlotItem from = slot_items()[first + i];
        fill_slot(*this, from, layout->plan[i], i, at);
    }
    connect(first);
    slot_items().cut(first);
}

void Instance::prepare(const View& view, const Place& place, std::uint32_t first) {
    layout = &read_template(*view.node(), place.svg, first);
    parent = place.parent;
    base = take_handles(layout->handles);
    set_instance(base, this);
    take_room(first);
}

void Instance::take_room(std::uint32_t first) {
    std::size_t size = 0;
    for (std::uint32_t i = 0; i < layout->slots; ++i) {
        const Item* const item = slot_items()[first + i].item;
        if (!item || !ui::is_closure(item->kind)) continue;
        const ui::ClosureType& type = item->binding->type();
        size += ui::Binding::size_for(type) + type.behaviour->room;
    }
    if (!size) return;
    const std::size_t head = sizeof(Belongings) + (layout->events * sizeof(ui::Binding*) + 7) / 8 * 8;
    void* const memory = std::malloc(head + size);
    if (!memory) std::abort();
    belongings = new (memory) Belongings;
    room_ = static_cast<char*>(memory) + head;
    for (std::uint32_t i = 0; i < layout->events; ++i) belongings->handlers()[i] = nullptr;
}

void* Instance::room(std::size_t size) { return std::exchange(room_, room_ + size); }

ui::Binding& Instance::keep(const ui::Binding& recorded) {
    const ui::Closure closure = recorded.closure();
    ui::Binding* const kept = ui::Binding::make(room(ui::Binding::size_for(*closure.type)), closure);
    if (kept->has_end()) kept->next = std::exchange(belongings->closures, kept);
    return *kept;
}

void Belongings::drop() {
    if (--holders) return;
    for (ui::Binding* closure = closures; closure; closure = closure->next) closure->end();
    std::free(this);
}

// A select's value is set when its options are there: two-way bindings come last.
void Instance::connect(std::uint32_t first) {
    bool any_bound = false;
    for (std::uint32_t i = 0; i < layout->slots; ++i) {
        const SlotItem from = slot_items()[first + i];
        if (is_bound(from)) any_bound = true;
        else connect_slot(*this, from, layout->plan[i], i);
    }
    for (std::uint32_t i = 0; any_bound && i < layout->slots; ++i) {
        const SlotItem from = slot_items()[first + i];
        if (is_bound(from)) connect_slot(*this, from, layout->plan[i], i);
    }
}

Region* Instance::region(std::uint32_t slot) const {
    for (Region* r = regions; r; r = r->next) {
        if (r->slot == slot) return r;
    }
    return nullptr;
}

std::uint32_t Instance::first() const {
    if (!layout || !layout->roots) return 0;
    if (const std::uint32_t slot = layout->regions[0]) {
        const Region* r = region(slot - 1);
        if (const std::uint32_t inner = r ? first_node(r->rows, 0) : 0) return inner;
    }
    return base;
}

void Instance::move_roots(std::uint32_t count, std::uint32_t before) {
    for (std::uint32_t i = 0; i < count; ++i) {
        if (const std::uint32_t slot = layout->regions[i]) {
            if (Region* r = region(slot - 1)) r->move_rows(before);
        }
        if (before == nowhere) buffer().put(Op::remove, base + i);
        else buffer().put(Op::before, parent, base + i, before);
    }
}

void Instance::disconnect() {
    while (Region* r = regions) {
        regions = r->next;
        close_region(r);
    }
    while (Live* live = lives) {
        lives = live->next;
        end(live);
    }
    if (belongings) std::exchange(belongings, nullptr)->drop();
    if (layout) free_handles(base, layout->handles);
    layout = nullptr;
}

void Instance::close() {
    disconnect();
    this->~Instance();  // disposes of the owner
    graph::Pool<Instance>::put(this);
}

}  // namespace kaon::inline v0::dom
