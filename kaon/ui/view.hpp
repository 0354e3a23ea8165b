// View: a piece of page as data: what a component returns and a renderer reads.
//
//   using namespace kaon;
//   using namespace kaon::html;
//
//   View greeting(std::string_view name, bool known) {
//       return p(cls("greeting"), cls("known", known), "Hello, ", name, "!");
//   }
//   std::string page = render(greeting("Ann", true));
//
// A component is a function that returns a View; what stands inside it comes in as `const Children&`. Building a view
// records it into a block of memory that many views share: no allocation per element, no type per shape. An empty View
// shows nothing.
//
// Lifetime: a View owns what it shows: literals stay where they are, every other text is copied when the element is
// made. It may be returned, stored and rendered later, as often as wanted (except for what is awaited: once). Copies
// share. Threads: build on any thread; what is built never changes, so Views may be handed to, read and dropped by
// other threads. Limits: an element takes 16 arguments; group more in a fragment(). Text over 128 MB is cut.
#pragma once

#include <initializer_list>
#include <utility>

#include "kaon/ui/attribute.hpp"

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wgcc-compat"

namespace kaon::inline v0 {

namespace ui {
namespace detail {
struct Chunk;
void hold(const Node* node);
void release(const Node* node);
}  // namespace detail
}  // namespace ui

class [[nodiscard]] [[clang::trivial_abi]] View {
public:
    constexpr View() = default;
    View(const View& other) : node_(other.node_) {
        if (node_) ui::detail::hold(node_);
    }
    View(View&& other) noexcept : node_(std::exchange(other.node_, nullptr)) {}
    View& operator=(View other) noexcept {
        std::swap(node_, other.node_);
        return *this;
    }
    ~View() {
        if (node_) ui::detail::release(node_);
    }

    bool empty() const { return node_ == nullptr; }
    // For renderers.
    const ui::Node* node() const [[clang::lifetimebound]] { return node_; }
    // Takes over one count of the node's block; for code that records.
    static View adopt(const ui::Node* node) {
        View view;
        view.node_ = node;
        return view;
    }

private:
    const ui::Node* node_ = nullptr;
};

// What a component shows in its middle: any arguments that an element takes.
//
//   View card(std::string_view title, const Children& inside) { return section(h2(title), inside); }
//   card("Users", {p("one"), p("two")})      card("Users", list_of_users())
class Children {
public:
    Children() = default;
    Children(View view) : view_(std::move(view)) {}
    Children(std::initializer_list<ui::Arg> arguments);
    template <std::size_t N>
    Children(const char (&text)[N]);

    const View& view() const [[clang::lifetimebound]] { return view_; }

private:
    View view_;
};

// Markup that is shown as it stands. Only for what the program itself made: the output of a Markdown renderer with raw
// HTML off.
struct TrustedHtml {
    std::string_view text;
};
inline TrustedHtml trusted_html(std::string_view text [[clang::lifetimebound]]) { return {text}; }
// A URL with any scheme, such as a data: image that the program itself made.
inline ui::TrustedUrl trusted_url(std::string_view text [[clang::lifetimebound]]) { return {text}; }

namespace ui {

inline Arg::Arg(const Children& children) : Arg(children.view()) {}
inline Arg::Arg(TrustedHtml html) : item_(Value(html.text).item()) { item_.kind = Kind::html; }

// In: which of its views is shown, -1 for none yet. Out: the view that takes its place, when `changed`.
struct ViewCall {
    View view;
    std::int32_t shown = -1;
    bool changed = false;
};
template <class F>
void call_for_view(void* f, void* result) {
    auto& call = *static_cast<ViewCall*>(result);
    call.changed = true;
    call.view = (*static_cast<F*>(f))();
}

inline constexpr Arg no_arg{};
inline constexpr Attr no_attr{};

struct Tag {
    const char* chars;
    std::uint8_t size;
    std::uint8_t rules;
};

namespace detail {
// Record an element (or, without a tag, a fragment) in this thread's block; what is absent takes no room.
View record_each(const Tag& tag);
View record_each(const Tag& tag, const Arg& a0);
View record_each(const Tag& tag, const Arg& a0, const Arg& a1);
View record_each(const Tag& tag, const Arg& a0, const Arg& a1, const Arg& a2);
View record_each(const Tag& tag, const Arg& a0, const Arg& a1, const Arg& a2, const Arg& a3);
View record_each(const Tag& tag, const Arg& a0, const Arg& a1, const Arg& a2, const Arg& a3, const Arg& a4);
View record_each(const Tag& tag, const Arg& a0, const Arg& a1, const Arg& a2, const Arg& a3, const Arg& a4,
                 const Arg& a5);
// The first of them up to no_arg.
View record_up_to(const Tag& tag, const Arg* const* arguments, std::size_t count);
View record_all(const Arg* arguments, std::size_t count);
}  // namespace detail

}  // namespace ui

inline Children::Children(std::initializer_list<ui::Arg> arguments)
    : view_(ui::detail::record_all(arguments.begin(), arguments.size())) {}
template <std::size_t N>
Children::Children(const char (&text)[N]) : Children({ui::Arg(std::string_view(text))}) {}

// ViewList: a view that grows child by child; what each() is made of.
//
//   ViewList rows;
//   while (auto row = ...) rows.add(tr(td(row->name)));
//   return table(rows.view());
class ViewList {
public:
    ViewList() = default;
    ViewList(const ViewList&) = delete;
    ViewList& operator=(const ViewList&) = delete;
    ~ViewList();

    void add(const ui::Arg& child);
    // All that was added so far, and empties the list.
    View view();

private:
    const ui::Cell* first_ = nullptr;
    ui::Cell* last_ = nullptr;
    ui::detail::Chunk* held_ = nullptr;  // the block of last_; it keeps the earlier ones
};

}  // namespace kaon::inline v0

#pragma clang diagnostic pop
