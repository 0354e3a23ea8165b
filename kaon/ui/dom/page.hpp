// Putting components into a page: mount() makes their nodes, hydrate() takes over those that the server sent.
//
//   dom::Mounted app = dom::mount("app", [] { return counter(); });     // into <div id="app"></div>
//   dom::Mounted app = dom::hydrate("app", [] { return counter(); });   // <div id="app"><button>...</button></div>
//   app.unmount();                                                      // or forget it: then it stays
//
// The function runs under an owner of its own, so signals and effects that it makes end with unmount(). Several may be
// mounted side by side. Changes reach the page at the end of the turn, dom::flush(). Threads: the page's own.
#pragma once

#include <string_view>
#include <utility>

#include "kaon/signal/owner.hpp"
#include "kaon/ui/dom/host.hpp"
#include "kaon/ui/view.hpp"

namespace kaon::inline v0::dom {

struct Instance;

// A handle to what was mounted; of several copies one may unmount it.
class Mounted {
public:
    Mounted() = default;
    explicit Mounted(Instance* instance) : instance_(instance) {}
    // Takes the nodes out of the page and ends everything that belongs to them.
    void unmount();

private:
    Instance* instance_ = nullptr;
};

namespace detail {
Instance* open();
Owner& owner_of(Instance& instance);
Mounted mount(Instance* instance, std::string_view id, const View& view);
Mounted hydrate(Instance* instance, std::string_view id, const View& view);
}  // namespace detail

template <class Component>
Mounted mount(std::string_view id, Component&& component) {
    Instance* instance = detail::open();
    const Owner::Scope scope(detail::owner_of(*instance));
    const View view = component();
    return detail::mount(instance, id, view);
}

// What differs from the server's markup is made anew and reported in the console; see hydrate.hpp.
template <class Component>
Mounted hydrate(std::string_view id, Component&& component) {
    Instance* instance = detail::open();
    const Owner::Scope scope(detail::owner_of(*instance));
    const View view = component();
    return detail::hydrate(instance, id, view);
}

}  // namespace kaon::inline v0::dom
