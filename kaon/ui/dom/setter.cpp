// What is set by operations of its own: attributes that change, properties, styles, class words.
#include <bit>
#include <utility>

#include "kaon/ui/dom/live.hpp"
#include "kaon/ui/style.hpp"
#include "kaon/ui/url.hpp"

namespace kaon::inline v0::dom {

using ui::Item, ui::Kind;
namespace name_rules = ui::name_rules;

namespace {

void put_named_real(Op op, std::uint32_t handle, std::uint32_t name, double value) {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    buffer().put(op, handle, name, static_cast<std::uint32_t>(bits), static_cast<std::uint32_t>(bits >> 32));
}

void put_named_text(Op op, std::uint32_t handle, std::uint32_t name, const Item& value) {
    const TextAt at = add_text(value);
    buffer().put(op, handle, name, at.offset, at.length);
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

void need_setters() {}

void connect_setter(Instance& instance, const SlotItem& from, const SlotPlan& plan, std::uint32_t slot) {
    std::uint32_t operations = 0;
    add_live(instance, from, plan, slot, operations);
}

void show_set(Live& live, const Item& value, std::uint32_t) {
    set_value(live.handle, live.name, live.slot, live.rules, value);
}

constexpr Behaviour sets_value{.room = room_of_live, .connect = connect_setter, .run = show_value, .show = show_set};

}  // namespace kaon::inline v0::dom
