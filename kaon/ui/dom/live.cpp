// Values on their way into the page.
#include "kaon/ui/dom/live.hpp"

#include <bit>
#include <new>
#include <utility>

#include "kaon/ui/value.hpp"

namespace kaon::inline v0::dom {

using ui::Item, ui::Kind;

namespace {

// Where the first value goes; 0: it is an operation.
constinit thread_local std::uint32_t filling = 0;

void show_text(Live& live, const Item& value, std::uint32_t fill) {
    // The instance has room for text only; a number as JavaScript writes it follows.
    const bool real = value.kind == Kind::real;
    const TextAt at = add_text(value);
    if (fill) {
        buffer()[fill] = at.offset;
        buffer()[fill + 1] = at.length;
    } else if (!real) {
        buffer().put(Op::text, live.handle, at.offset, at.length);
    }
    if (!real) return;
    const auto bits = std::bit_cast<std::uint64_t>(value.real);
    buffer().put(Op::text_real, live.handle, static_cast<std::uint32_t>(bits), bits >> 32);
}

void show_toggle(Live& live, const Item& value, std::uint32_t fill) {
    const std::uint32_t on = value.kind == Kind::flag && value.natural ? 1 : 0;
    if (fill) buffer()[fill] = on;
    else buffer().put(Op::class_toggle, live.handle, live.name, on);
}

}  // namespace

constexpr Behaviour shows_text{.room = room_of_live, .run = show_value, .show = show_text};
constexpr Behaviour toggles_class{.room = room_of_live, .run = show_value, .show = show_toggle};

bool show_value(graph::Node& node) {
    struct Sink : ui::ValueSink {
        Live* live;
        std::uint32_t fill;
    } sink;
    sink.live = &static_cast<Live&>(node);
    sink.fill = std::exchange(filling, 0);
    sink.put = [](ui::ValueSink& self, const Item& value) {
        const auto& to = static_cast<Sink&>(self);
        to.live->binding->behaviour().show(*to.live, value, to.fill);
    };
    sink.live->binding->call(static_cast<ui::ValueSink*>(&sink));
    return false;
}

TextAt add_text(const Item& value) {
    switch (value.kind) {
        case Kind::integer: {
            const auto magnitude = static_cast<std::uint64_t>(value.integer);
            return buffer().add_number(value.integer < 0 ? 0 - magnitude : magnitude, value.integer < 0);
        }
        case Kind::natural: return buffer().add_number(value.natural, false);
        case Kind::flag: return buffer().add(value.natural ? "true" : "false");
        case Kind::code_point: {
            auto code = static_cast<std::uint32_t>(value.natural);
            const int tails = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
            char utf8[4];
            for (int i = tails; i; --i, code >>= 6) utf8[i] = static_cast<char>(0x80 | (code & 0x3F));
            utf8[0] = static_cast<char>(tails ? 0xFF00u >> (tails + 1) | code : code);
            return buffer().add({utf8, static_cast<std::size_t>(tails) + 1});
        }
        default: return buffer().add(ui::has_characters(value.kind) ? value.text() : std::string_view());
    }
}

void attach(Live& live, Instance& in, const SlotItem& from, const SlotPlan& plan, std::uint32_t slot) {
    live.binding = &in.keep(*from.item->binding);
    live.handle = in.base + plan.handle;
    live.name = plan.name;
    live.slot = static_cast<std::uint16_t>(slot);
    live.rules = from.item->rules;
    live.next = std::exchange(in.lives, &live);
}

Live& add_live(Instance& in, const SlotItem& from, const SlotPlan& plan, std::uint32_t slot, std::uint32_t& fill) {
    auto* live = new (in.room(room_of_live)) Live(behaviour_of(from).run);
    attach(*live, in, from, plan, slot);
    filling = fill;
    if (fill) fill += plan.part == Part::live_text ? 2 : 1;
    graph::observe(*live);
    filling = 0;
    return *live;
}

void end(Live* live) {
    graph::detach(*live);
    if (const auto end_it = live->binding->behaviour().end) end_it(*live);
}

}  // namespace kaon::inline v0::dom
