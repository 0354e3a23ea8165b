// A Task that owns itself, tied to an owner.
#include "kaon/browser/spawn.hpp"

#include "kaon/browser/environment.hpp"

namespace kaon {

namespace {

struct Spawned : TaskWaiter {
    Task<void> task;
    CancelSource cancel;
    Context context;

    explicit Spawned(Task<void>&& given) : task(std::move(given)) {}
};

void end(TaskWaiter& waiter) {
    auto& spawned = static_cast<Spawned&>(waiter);
    const std::optional<Error> error = std::move(spawned.error);
    delete &spawned;
    if (error && error->kind() != Errc::cancelled) console::error(error->describe_all());
}

}  // namespace

void spawn(Task<void> task) {
    Core* core = browser::environment().core;
    if (!core) return;
    auto* spawned = new Spawned(std::move(task));
    spawned->context = {.core = core, .cancel = &spawned->cancel};
    spawned->done = end;
    spawned->task.start(*spawned, spawned->context);
}

}  // namespace kaon
