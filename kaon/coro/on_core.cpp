// Errands between two cores. Each job is sent when the other side no longer uses it, and the visit ends when all are
// back: the Task, and the cancellation if there was one.
#include "kaon/coro/on_core.hpp"

namespace kaon::inline v0::detail {

Begun Visit::start(Core& core) {
    home_ = &core;
    context_ = context();
    context_.core = &there_;
    context_.cancel = &cancel_;
    context_.span = nullptr;
    under_way_ = 1;
    send(task_errand_, there_, go);
    return Begun::ends_itself;
}

void Visit::stop() {
    ++under_way_;
    send(cancel_errand_, there_, cancel_there);
}

void Visit::send(Errand& errand, Core& to, void (*run)(Job&)) {
    errand.visit = this;
    errand.run = run;
    to.post_from_anywhere(errand);
}

void Visit::go(Job& job) {
    Visit& self = *static_cast<Errand&>(job).visit;
    self.ending_.visit = &self;
    self.ending_.done = ended;
    self.begin(self.ending_, self.context_);
}

void Visit::ended(TaskWaiter& waiter) {
    Visit& self = *static_cast<Ending&>(waiter).visit;
    if (!waiter.error) self.end();
    self.send(self.task_errand_, *self.home_, returned);
}

void Visit::cancel_there(Job& job) {
    Visit& self = *static_cast<Errand&>(job).visit;
    self.cancel_.cancel();
    self.send(self.cancel_errand_, *self.home_, returned);
}

void Visit::returned(Job& job) {
    Visit& self = *static_cast<Errand&>(job).visit;
    if (--self.under_way_ > 0) return;
    if (self.ending_.error) self.complete(*std::move(self.ending_.error));
    else self.complete({});
}

}  // namespace kaon::inline v0::detail
