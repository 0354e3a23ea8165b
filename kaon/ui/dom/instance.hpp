// Instance: a view that is in the page: its nodes, what follows signals in it, its handlers and its regions.
//
//   Instance* row = Instance::open();                        // an owner, ready for what the view function makes
//   View view = row->owner.with([&] { return component(); });
//   row->show(view, {.parent = table, .before = 0});
//   row->remove();                                           // takes the nodes out of the page
//   row->close();                                            // ends signals, effects and handlers; gives handles back
#pragma once

#include <cstdint>

#include "kaon/signal/owner.hpp"
#include "kaon/ui/dom/template.hpp"
#include "kaon/ui/view.hpp"

namespace kaon::inline v0::dom {

struct Live;
struct Region;
struct Belongings;

// Where in the page: a parent's handle, and the handle of the node after it (0: at the end).
struct Place {
    std::uint32_t parent = 0;
    std::uint32_t before = 0;
    bool svg = false;
};

struct Instance {
    Owner owner;
    const Template* layout = nullptr;  // null: the view is empty
    std::uint32_t base = 0;
    std::uint32_t parent = 0;
    Live* lives = nullptr;
    Region* regions = nullptr;
    Belongings* belongings = nullptr;  // null: nothing in it changes or is heard

    // Its owner is a child of the current one.
    static Instance* open();
    void show(const View& view, Place place);
    void remove() { move(nowhere); }
    // Before that node; 0: to the end.
    void move(std::uint32_t before) {
        if (layout) move_roots(layout->roots, before);
    }
    // Its first roots only.
    void move_roots(std::uint32_t count, std::uint32_t before);
    static constexpr std::uint32_t nowhere = 0xFFFFFFFF;
    void close();
    // The handle of its first node in the page, 0 when it has none.
    std::uint32_t first() const;

    // The two halves of show(), which hydration puts together in another way: finds the template, takes handles and
    // memory; and makes everything that is more than nodes and texts. The slots lie in slot_items() from `first_slot`
    // on.
    void prepare(const View& view, const Place& place, std::uint32_t first_slot);
    void connect(std::uint32_t first_slot);
    // Ends what prepare and connect made; the owner and what the view function made stay.
    void disconnect();
    Region* region(std::uint32_t slot) const;
    // Its own copy of a recorded closure.
    ui::Binding& keep(const ui::Binding& recorded);
    // Room for what the behaviour of a closure asks for.
    void* room(std::size_t size);

private:
    void take_room(std::uint32_t first_slot);

    char* room_ = nullptr;  // what is free of the belongings
};

// The memory of what an instance has to its closures, in one piece: copies of them, what follows signals (Live), and
// behind this head the handlers by the numbers of their events. It goes with the instance, or when the last handler
// that runs in it has returned.
struct alignas(8) Belongings {
    ui::Binding* closures = nullptr;  // that have an end
    std::uint32_t holders = 1;  // the instance, and each run of a handler

    ui::Binding** handlers() { return reinterpret_cast<ui::Binding**>(this + 1); }
    void drop();

    // While a handler runs.
    class Use {
    public:
        explicit Use(Belongings& belongings) : used_(belongings) { ++used_.holders; }
        ~Use() { used_.drop(); }
        Use(const Use&) = delete;
        Use& operator=(const Use&) = delete;

    private:
        Belongings& used_;
    };
};

// What one slot is beside its first contents.
void connect_slot(Instance& instance, const SlotItem& from, const SlotPlan& plan, std::uint32_t slot);
// The closure is one that the instance keeps.
void add_handler(Instance& instance, ui::Binding& kept, std::uint16_t event);

// While a component hydrates, in place of Instance::show.
extern constinit thread_local void (*show_hook)(Instance& instance, const View& view, const Place& place);

}  // namespace kaon::inline v0::dom
