// Values on their way into the page.
#include "kaon/ui/dom/live.hpp"

#include <bit>
#include <new>
#include <utility>

#include "kaon/signal/pool.hpp"
#include "kaon/ui/computed.hpp"
#include "kaon/ui/dom/buffer.hpp"
#include "kaon/ui/style.hpp"
#include "kaon/ui/url.hpp"

namespace kaon::dom {

using ui::Item, ui::Kind;
namespace name_rules = ui::name_rules;

namespace {

// Where the first value goes; 0: it is an operation.
constinit thread_local std::uint32_t filling = 0;

void put_real(Op op, std::uint32_t handle, double value) {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    buffer().put(op, handle, static_cast<std::uint32_t>(bits), static_cast<std::uint32_t>(bits >> 32));
}
void put_named_real(Op op, std::uint32_t handle, std::uint32_t name, double value) {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    buffer().put(op, handle, name, static_cast<std::uint32_t>(bits), static_cast<std::uint32_t>(bits >> 32));
}

void put_named_text(Op op, std::uint32_t handle, std::uint32_t name, const Item& value) {
    const TextAt at = add_text(value);
    buffer().put(op, handle, name, at.offset, at.length);
}

bool show_text(graph::Node& node) {
    auto& live = static_cast<Live&>(node);
    const std::uint32_t fill = std::exchange(filling, 0);
    Item item;
    item.kind = live.source;
    item.binding = live.binding;
    ui::with_value(item, [&](const Item& value) {
        // The instance has room for text only; a number as JavaScript writes it follows.
        if (value.kind == Kind::real) return put_real(Op::text_real, live.handle, value.real);
        const TextAt at = add_text(value);
        if (!fill) return buffer().put(Op::text, live.handle, at.offset, at.length);
        buffer()[fill] = at.offset;
        buffer()[fill + 1] = at.length;
    });
    return false;
}

bool show_toggle(graph::Node& node) {
    auto& live = static_cast<Live&>(node);
    const std::uint32_t fill = std::exchange(filling, 0);
    Item item;
    item.kind = live.source;
    item.binding = live.binding;
    ui::with_value(item, [&](const Item& value) {
        const std::uint32_t on = value.kind == Kind::flag && value.natural ? 1 : 0;
        if (fill) buffer()[fill] = on;
        else buffer().put(Op::class_toggle, live.handle, live.name, on);
    });
    return false;
}

bool show_value(graph::Node& node) {
    auto& live = static_cast<Live&>(node);
    Item item;
    item.kind = live.source;
    item.binding = live.binding;
    ui::with_value(item, [&](const Item& value) { set_value(live.handle, live.name, live.slot, live.rules, value); });
    return false;
}

bool show_radio(graph::Node& node) {
    auto& live = static_cast<RadioLive&>(node);
    Item item;
    item.kind = live.source;
    item.binding = live.binding;
    ui::with_value(item, [&](const Item& value) {
        buffer().put(Op::property_flag, live.handle, live.name, value.text() == live.value ? 1 : 0);
    });
    return false;
}

std::string own_value(const ui::Node& node) {
    for (std::uint32_t i = 0; i < node.attributes; ++i) {
        const Item& item = node.items()[i];
        if (item.kind == Kind::text && item.attribute() == "value") return std::string(item.text());
    }
    return "on";  // what HTML says for a button without one
}

void set_plain(std::uint32_t handle, std::uint32_t name, std::uint8_t rules, const Item& value) {
    const bool says_truth = rules & (name_rules::data | name_rules::aria);
    switch (value.kind) {
        case Kind::none: return buffer().put(Op::attribute_off, handle, name);
        case Kind::real: return put_named_real(Op::attribute_real, handle, name, value.real);
        case Kind::flag:
            if (!says_truth && !value.natural) return buffer().put(Op::attribute_off, handle, name);
            if (!says_truth) return buffer().put(Op::attribute, handle, name, 0, 0);
            break;
        case Kind::text:
            if ((rules & name_rules::url) && !(value.flags & ui::flags::trusted_url) &&
                !ui::is_safe_url(value.text())) {
                const TextAt at = buffer().add("#");
                return buffer().put(Op::attribute, handle, name, at.offset, at.length);
            }
            break;
        default: break;
    }
    put_named_text(Op::attribute, handle, name, value);
}

}  // namespace

TextAt add_text(const Item& value) {
    switch (value.kind) {
        case Kind::integer: {
            const auto magnitude = static_cast<std::uint64_t>(value.integer);
            return buffer().add_number(value.integer < 0 ? 0 - magnitude : magnitude, value.integer < 0);
        }
        case Kind::natural: return buffer().add_number(value.natural, false);
        case Kind::flag: return buffer().add(value.natural ? "true" : "false");
        case Kind::code_point: {
            const auto code = static_cast<std::uint32_t>(value.natural);
            char utf8[4];
            std::size_t size = 0;
            const auto tail = [&](int shift) { utf8[size++] = static_cast<char>(0x80 | ((code >> shift) & 0x3F)); };
            if (code < 0x80) {
                utf8[size++] = static_cast<char>(code);
            } else if (code < 0x800) {
                utf8[size++] = static_cast<char>(0xC0 | (code >> 6));
                tail(0);
            } else if (code < 0x10000) {
                utf8[size++] = static_cast<char>(0xE0 | (code >> 12));
                tail(6);
                tail(0);
            } else {
                utf8[size++] = static_cast<char>(0xF0 | (code >> 18));
                tail(12);
                tail(6);
                tail(0);
            }
            return buffer().add({utf8, size});
        }
        case Kind::text:
        case Kind::html:
        case Kind::script:
        case Kind::css:
        case Kind::json: return buffer().add(value.text());
        default: return buffer().add({});
    }
}

void set_value(std::uint32_t handle, std::uint32_t name, std::uint32_t slot, std::uint8_t rules, const Item& value) {
    if (rules & name_rules::property) {
        if (value.kind == Kind::flag) buffer().put(Op::property_flag, handle, name, value.natural ? 1 : 0);
        else if (value.kind == Kind::real) put_named_real(Op::property_real, handle, name, value.real);
        else put_named_text(Op::property, handle, name, value);
    } else if (rules & name_rules::style) {
        const bool safe = value.kind != Kind::text || ui::is_safe_style(value.text());
        if (value.kind == Kind::none || value.kind == Kind::flag || !safe) buffer().put(Op::style_off, handle, name);
        else if (value.kind == Kind::real) put_named_real(Op::style_real, handle, name, value.real);
        else put_named_text(Op::style, handle, name, value);
    } else if (rules & name_rules::cls) {
        Item words = value;
        if (value.kind == Kind::flag) words.kind = Kind::none;
        put_named_text(Op::class_text, handle, slot, words);
    } else {
        set_plain(handle, name, rules, value);
    }
}

Live* follow(const SlotItem& from, const SlotPlan& plan, std::uint32_t base, std::uint32_t slot, std::uint32_t& fill) {
    const Item& item = *from.item;
    Live* live = nullptr;
    if (item.kind == Kind::bound && item.attribute() == "group") {
        auto* radio = new RadioLive(&show_radio);
        radio->value = own_value(*from.node);
        radio->grouped = true;
        live = radio;
    } else {
        const auto run = plan.part == Part::live_text ? &show_text
                         : plan.part == Part::toggle  ? &show_toggle
                                                      : &show_value;
        live = new (graph::Pool<Live>::take()) Live(run);
    }
    live->binding = item.binding;
    live->binding->hold();
    live->handle = base + plan.handle;
    live->name = plan.name;
    live->slot = static_cast<std::uint16_t>(slot);
    live->rules = item.rules;
    live->source = item.kind;
    filling = fill;
    if (fill) fill += plan.part == Part::live_text ? 2 : 1;
    graph::observe(*live);
    filling = 0;
    return live;
}

void end(Live* live) {
    graph::detach(*live);
    live->binding->release();
    if (live->grouped) {
        delete static_cast<RadioLive*>(live);
        return;
    }
    live->~Live();
    graph::Pool<Live>::put(live);
}

}  // namespace kaon::dom
