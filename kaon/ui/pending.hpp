// Pending: a part of a view that is not there yet. What will give it is known to whoever made it (suspense.hpp).
#pragma once

#include "kaon/ui/view.hpp"

namespace kaon::inline v0::ui {

struct Pending {
    View meanwhile;  // shown where nobody can wait
    void (*destroy)(Pending& self) = nullptr;

    // A View of this part, which from now on belongs to it.
    static View record(Pending* part);
};

}  // namespace kaon::inline v0::ui
