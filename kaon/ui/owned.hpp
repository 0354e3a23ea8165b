// owned: a component with an owner of its own, which ends with the view.
//
//   View page = owned([&] { return consult(props); });      // signals that consult() makes live as long as `page`
//
// For rendering on a server, where nobody else would end them; effects are not made there, since a text does not
// change. In the browser dom::mount and dom::hydrate do this. Threads: a view made so, and every copy, is read and
// dropped by the thread that made it, since signals belong to their thread.
#pragma once

#include <utility>

#include "kaon/signal/effect.hpp"
#include "kaon/signal/owner.hpp"
#include "kaon/ui/view.hpp"

namespace kaon::inline v0 {

namespace ui::detail {

struct Owned {
    Owner owner;
    View inside;
};
// A view that shows what is inside; `owned` is its from now on.
View record_owned(Owned* owned);

}  // namespace ui::detail

template <class F>
View owned(F&& component) {
    auto* owned = new ui::detail::Owned;
    {
        const graph::EffectsOff off;
        const Owner::Scope scope(owned->owner);
        owned->inside = std::forward<F>(component)();
    }
    return ui::detail::record_owned(owned);
}

}  // namespace kaon::inline v0
