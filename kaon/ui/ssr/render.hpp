// render(): a View as HTML.
//
//   std::string html = render(page({.title = "Users"}, users_table(users)));
//   render_to(buffer, view);                    // appends
//   render_stream(std::move(view))              // in chunks, and with parts that are awaited: render_stream.hpp
//
// Text, attribute values, scripts and JSON are escaped by the place where they stand. What is awaited (suspense) shows
// its `meanwhile` here. Works without recursion: a deep view costs heap, not stack. Threads: any; Views are only read.
#pragma once

#include <string>
#include <vector>

#include "kaon/signal/owner.hpp"
#include "kaon/ui/view.hpp"

namespace kaon::inline v0 {

std::string render(const View& view);
void render_to(std::string& out, const View& view);

namespace ui {

// The renderer itself: goes on where it stopped.
class Renderer {
public:
    enum class Stop : unsigned char { end, full, pending };
    enum class Awaited : unsigned char { shown_meanwhile, stops };

    explicit Renderer(View view, Awaited awaited = Awaited::shown_meanwhile);

    // Appends until all is written, `out` has `limit` bytes or more, or a pending part is reached (then call
    // pending()).
    Stop run(std::string& out, std::size_t limit);
    // The part that run() stopped at. Give it views, shown one after the other, and then end it.
    Pending& pending() const;
    void push(View view);
    void end_pending();

private:
    // What is open: a node and how far into it.
    struct Frame {
        const Node* node;
        std::uint32_t next;
        const Cell* cell;
        bool holds;  // counts as a holder of the node
    };
    static constexpr std::uint32_t not_opened = UINT32_MAX;
    void open(std::string& out, const Node* node, bool holds = false);
    void open_element(std::string& out, const Node& node);
    bool show(std::string& out, const Item& item);
    View region_view(const Item& item);
    void close(std::string& out);
    // Writes children until a node was opened or none is left; false: none is left.
    bool go_on(std::string& out);

    std::vector<Frame> stack_;
    View root_;
    Owner owner_;             // of what regions make, where nobody else is
    std::vector<View> held_;  // what was pushed, until it is closed
    Awaited awaited_;
    const Node* select_ = nullptr;  // the open <select> whose option is bound, and that option's value
    std::string selected_;
};

}  // namespace ui

}  // namespace kaon::inline v0
