// Two-way bindings.
#include <new>
#include <string>

#include "kaon/ui/bind.hpp"
#include "kaon/ui/dom/live.hpp"

namespace kaon::inline v0::dom {

using ui::Item, ui::Kind;

namespace {

struct BoundSink : ui::ValueSink {
    Live* live;
};

bool show_bound(graph::Node& node) {
    BoundSink sink;
    sink.live = &static_cast<Live&>(node);
    sink.put = [](ui::ValueSink& self, const Item& value) {
        Live& live = *static_cast<BoundSink&>(self).live;
        live.binding->behaviour().show(live, value, 0);
    };
    ui::BoundCall call{.shown = &sink};
    sink.live->binding->call(&call);
    return false;
}

void show_field(Live& live, const Item& value, std::uint32_t) {
    need_setters();  // set_value is weak, and nothing else of the program may name it
    set_value(live.handle, live.name, live.slot, live.rules, value);
}

void connect_bound(Instance& instance, const SlotItem& from, const SlotPlan& plan, std::uint32_t slot) {
    std::uint32_t operations = 0;
    const Live& live = add_live(instance, from, plan, slot, operations);
    add_handler(instance, *live.binding, plan.anchor);
}

void answer(ui::Binding& binding, ui::EventCall& call) {
    InputEvent event;
    ui::read(event, call);
    ui::BoundCall typed{.typed = &event};
    binding.call(&typed);
}

// For bind::group: checked while the signal is the button's own value.
struct RadioLive : Live {
    using Live::Live;
    std::string value;
};

std::string own_value(const ui::Node& node) {
    for (std::uint32_t i = 0; i < node.attributes; ++i) {
        const Item& item = node.items()[i];
        if (item.kind == Kind::text && item.attribute() == "value") return std::string(item.text());
    }
    return "on";  // what HTML says for a button without one
}

void connect_group(Instance& instance, const SlotItem& from, const SlotPlan& plan, std::uint32_t slot) {
    auto* radio = new RadioLive(show_bound);
    radio->value = own_value(*from.node);
    attach(*radio, instance, from, plan, slot);
    graph::observe(*radio);
    add_handler(instance, *radio->binding, plan.anchor);
}

void show_radio(Live& live, const Item& value, std::uint32_t) {
    const bool on = value.text() == static_cast<RadioLive&>(live).value;
    buffer().put(Op::property_flag, live.handle, live.name, on ? 1 : 0);
}

}  // namespace

constexpr Behaviour binds_value{.room = room_of_live,
                                .connect = connect_bound,
                                .run = show_bound,
                                .show = show_field,
                                .answer = answer,
                                .property = "value",
                                .event = "input"};
constexpr Behaviour binds_checked{.room = room_of_live,
                                  .connect = connect_bound,
                                  .run = show_bound,
                                  .show = show_field,
                                  .answer = answer,
                                  .property = "checked",
                                  .event = "change"};
constexpr Behaviour binds_group{.connect = connect_group,
                                .run = show_bound,
                                .show = show_radio,
                                .end = [](Live& live) { delete static_cast<RadioLive*>(&live); },
                                .answer = answer,
                                .property = "checked",
                                .event = "change"};

}  // namespace kaon::inline v0::dom
