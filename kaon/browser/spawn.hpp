// spawn: starts a Task from a component or an event handler, which themselves cannot await.
//
//   button(on::click([=] { spawn(save(form)); }), "Save")
//
// The Task belongs to the Owner that is current: it is cancelled when that ends, so that nothing late touches what is
// gone. It runs until its first wait inside spawn(). An error that it ends with is written to the console, but for a
// cancellation. After its first wait a Task has no current owner any more: what it starts then belongs into a
// scope() (kaon/coro/scope.hpp). On a server, where no Environment has a core, it does not run at all.
// Threads: the page's own.
#pragma once

#include "kaon/coro/task.hpp"

namespace kaon::inline v0 {

void spawn(Task<void> task);

}  // namespace kaon::inline v0
