// A Task that owns itself, tied to an owner.
#include "kaon/browser/spawn.hpp"

#include "kaon/browser/environment.hpp"
#include "kaon/signal/owner.hpp"

namespace kaon::inline v0 {

namespace {

// The owner of its own is a child of the one that was current: it can leave that when the Task ends, so that a page
// that spawns for ever keeps nothing.
struct Spawned : TaskWaiter, graph::Owned {
    Task<void> task;
    CancelSource cancel;
    Context context;
    Owner owner;
    Spawned* next_ended = nullptr;
    bool ended = false;

    explicit Spawned(Task<void>&& given) : Owned(&owner_ends), task(std::move(given)), owner(Owner::current()) {
        owner.own(*this, graph::Owning::cleanup);
    }
    static void owner_ends(graph::Owned& owned) noexcept {
        auto& spawned = static_cast<Spawned&>(owned);
        if (!spawned.ended) spawned.cancel.cancel();
    }
};

// What ended while its owner was ending, which still has to walk past it.
struct Ended {
    Spawned* first = nullptr;

    void add(Spawned& spawned) {
        spawned.next_ended = first;
        first = &spawned;
    }
    void free_left() {
        for (Spawned** link = &first; *link;) {
            Spawned* spawned = *link;
            if (spawned->owner.cleaning() || spawned->owner.parent()) {
                link = &spawned->next_ended;
            } else {
                *link = spawned->next_ended;
                delete spawned;
            }
        }
    }
    ~Ended() { free_left(); }
};
thread_local Ended ended_tasks;

// Where it came from only in a debug build: that text alone would be 2 kB of a program.
std::string words_of(const Error& error) {
#ifdef NDEBUG
    std::string words(error.name());
    words.append(": ").append(error.text());
    if (!error.detail().empty()) words.append(" (").append(error.detail()).append(")");
    return words;
#else
    return error.describe_all();
#endif
}

void end(TaskWaiter& waiter) {
    auto& spawned = static_cast<Spawned&>(waiter);
    spawned.ended = true;
    if (spawned.error && spawned.error->kind() != Errc::cancelled) console::error(words_of(*spawned.error));
    if (spawned.owner.cleaning()) ended_tasks.add(spawned);
    else delete &spawned;
}

}  // namespace

void spawn(Task<void> task) {
    Core* core = browser::environment().core;
    if (!core) return;
    ended_tasks.free_left();
    auto* spawned = new Spawned(std::move(task));
    spawned->context = {.core = core, .cancel = &spawned->cancel};
    spawned->done = end;
    const graph::Untracked untracked;
    spawned->task.start(*spawned, spawned->context);
}

}  // namespace kaon::inline v0
