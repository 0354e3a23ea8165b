// Actors: Tasks that do random things with a World, each wait of which may be cancelled at any moment.
//
// run_world() starts some, on the given cores, with somebody who cancels some of them; it ends when all have ended.
// Threads: each actor's own random numbers; everything else is the World's.
#pragma once

#include <map>
#include <span>

#include "kaon/coro/interval.hpp"
#include "kaon/coro/join.hpp"
#include "kaon/coro/on_core.hpp"
#include "kaon/coro/oneshot.hpp"
#include "kaon/coro/scope.hpp"
#include "kaon/coro/stress_world_test.hpp"
#include "kaon/coro/time.hpp"

namespace kaon::inline v0::stress {

class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed * 0x9E37'79B9'7F4A'7C15 + 1) {}
    std::uint32_t below(std::uint32_t limit) {
        state_ ^= state_ << 13, state_ ^= state_ >> 7, state_ ^= state_ << 17;
        return static_cast<std::uint32_t>(state_ >> 33) % limit;
    }
    // Often no time at all, so that much happens in one turn.
    Duration moment() { return Duration::microseconds(below(3) == 0 ? 0 : below(40)); }
    std::uint64_t seed() { return below(UINT32_MAX); }

private:
    std::uint64_t state_;
};

class Actor {
public:
    Actor(World& world, std::span<Core* const> cores, std::uint64_t seed, int depth)
        : world_(world), cores_(cores), random_(seed), depth_(depth) {}

    Task<void> run() {
        Listener<std::pair<int, int>> listener = world_.news.subscribe();
        std::map<int, int> heard;
        for (std::uint32_t steps = 2 + random_.below(8); steps > 0; --steps) {
            count(co_await attempt(timeout(random_.moment(), step())));
            while (auto next = listener.try_recv()) {
                const auto [who, number] = **next;
                world_.check(number > std::exchange(heard[who], number), "news came out of order");
            }
        }
    }

private:
    void count(const Result<>& r) {
        if (r) world_.done.add(1);
        else if (r.error().is(Errc::timeout) || r.error().is(Errc::cancelled)) world_.cancelled.add(1);
        else if (!r.error().is(Errc::conflict)) world_.wrong("an unexpected error: " + r.error().describe_all());
    }
    Task<void> step() {
        switch (random_.below(16)) {
            case 0:
            case 1: return send();
            case 2: return send_into_place();
            case 3:
            case 4: return receive();
            case 5: return be_alone();
            case 6: return read_or_write();
            case 7: return be_one_of_two();
            case 8: return race();
            case 9: return notify();
            case 10: return make_once();
            case 11: return meet();
            case 12: return ask();
            case 13: return tick();
            case 14: return nest();
            default: return elsewhere();
        }
    }

    Task<void> linger() {
        if (random_.below(2) == 0) co_await yield();
        else co_await sleep(random_.moment());
    }
    std::size_t any_channel() { return random_.below(World::channels); }

    Task<void> send() {
        std::optional<Token> token = world_.make();
        if (!token) co_return;
        // Whoever sends keeps what was not sent, also when this very Task is cancelled.
        struct Keeps {
            World& world;
            Token& token;
            ~Keeps() {
                if (token.id() >= 0) world.end(token, 'k');
            }
        } keeps{world_, *token};
        const Sender<Token>& sender = world_.senders[any_channel()];
        const bool sent = (co_await attempt(timeout(random_.moment(), sender.send(std::move(*token))))).has_value();
        world_.check(sent == (token->id() < 0), "a send and its value disagree");
        co_await linger();
    }
    Task<void> send_into_place() {
        auto place = co_await world_.senders[any_channel()].reserve();
        co_await linger();
        std::optional<Token> token = world_.make();
        if (!token || random_.below(3) == 0) {
            if (token) world_.end(*token, 'k');
            co_return;
        }
        world_.check(std::move(place).send(std::move(*token)).has_value(), "a place was not kept");
    }
    Task<void> receive() {
        for (int i = 0; i < 3; ++i) {
            std::optional<Token> token = co_await world_.receivers[any_channel()].recv();
            if (token) world_.end(*token, 'r');
        }
    }
    Task<void> be_alone() {
        struct Alone {
            World& world;
            int& inside;
            Alone(World& w, int& i) : world(w), inside(i) { world.check(++inside == 1, "two were alone"); }
            ~Alone() { --inside; }
        };
        auto guard = co_await world_.alone.lock();
        Alone alone(world_, *guard);
        co_await linger();
    }
    Task<void> read_or_write() {
        if (random_.below(3) > 0) {
            auto reading = co_await world_.twins.read();
            co_await linger();
            world_.check(reading->first == reading->second, "somebody wrote while another read");
            co_return;
        }
        auto writing = co_await world_.twins.write();
        struct Second {
            std::pair<int, int>& twins;
            ~Second() { ++twins.second; }
        };
        {
            ++writing->first;
            Second second{*writing};
            co_await linger();
        }
        auto reading = std::move(writing).downgrade();
        co_await linger();
        world_.check(reading->first == reading->second, "somebody wrote after a downgrade");
    }
    Task<void> be_one_of_two() {
        const std::uint32_t count = 1 + random_.below(2);
        auto permit = co_await world_.two.acquire(count);
        struct Inside {
            World& world;
            int count;
            ~Inside() { world.inside_two.subtract(count); }
        } inside{world_, static_cast<int>(count)};
        world_.check(world_.inside_two.add(inside.count) <= 2, "more than two inside");
        co_await linger();
    }
    Task<void> race() {
        auto winner = co_await first_of(world_.receivers[any_channel()].recv(), world_.alone.lock(),
                                        world_.receivers[any_channel()].recv(), world_.two.acquire(2),
                                        sleep(random_.moment()), world_.flag.wait());
        const auto got = [this](std::optional<Token>& token) {
            if (token) world_.end(*token, 'r');
        };
        if (winner.index() == 0) got(std::get<0>(winner));
        if (winner.index() == 2) got(std::get<2>(winner));
    }
    Task<void> notify() {
        world_.news.send({number_, ++told_});
        if (random_.below(3) == 0) world_.notify.notify_one();
        else if (random_.below(10) == 0) world_.notify.notify_all();
        else co_await world_.notify.notified();
    }
    Task<void> make_once() {
        const int value = *co_await world_.cell.get_or_init([this]() -> Task<int> {
            co_await linger();
            if (random_.below(2) == 0) co_await Error(Errc::conflict);
            co_return world_.cell_tries.add(1);
        });
        world_.check(value == 1, "a value was made twice");
    }
    Task<void> meet() { (void)co_await world_.barrier.arrive(); }
    Task<void> ask() {
        auto [answer, answered] = oneshot<int>();
        auto answers = [](Actor& self, OneshotSender<int> to) -> Task<void> {
            co_await self.linger();
            if (self.random_.below(4) > 0) (void)std::move(to).send(42);
        };
        auto hears = [](OneshotReceiver<int> from) -> Task<int> { co_return co_await from.recv(); };
        auto [nothing, heard] = co_await join(answers(*this, std::move(answer)), hears(std::move(answered)));
        world_.check(!heard || *heard == 42, "another answer");
        world_.check(heard || heard.error().is(SyncErrc::closed) || heard.error().is(Errc::cancelled), "no answer");
    }
    Task<void> tick() {
        Interval ticks(Duration::microseconds(1 + random_.below(9)), {.missed = static_cast<Missed>(random_.below(3))});
        for (int i = 0; i < 4; ++i) co_await ticks.tick();
    }
    static Task<void> child(World& world, std::span<Core* const> cores, std::uint64_t seed, int depth) {
        Actor actor(world, cores, seed, depth);
        co_await actor.run();
    }
    Task<void> nest() {
        if (depth_ == 0) co_return;
        co_await scope([this](Scope& scope) -> Task<void> {
            for (std::uint32_t i = random_.below(3); i > 0; --i)
                scope.spawn(child(world_, cores_, random_.seed(), depth_ - 1));
            Forked<void> forked = scope.fork(child(world_, cores_, random_.seed(), depth_ - 1));
            co_await linger();
            if (random_.below(2) == 0) forked.cancel();
            if (random_.below(2) == 0) scope.cancel();
            count(co_await attempt(forked.join()));
            if (random_.below(2) == 0) co_await scope.idle();
        });
    }
    Task<void> elsewhere() {
        if (depth_ == 0) co_return;
        Core& core = *cores_[random_.below(static_cast<std::uint32_t>(cores_.size()))];
        co_await on_core(core, child(world_, cores_, random_.seed(), depth_ - 1));
    }

    World& world_;
    std::span<Core* const> cores_;
    Random random_;
    int depth_;
    const int number_ = world_.actors.add(1);
    int told_ = 0;

    friend Task<void> run_world(World& world, std::uint64_t seed, std::vector<Core*> cores);
};

inline Task<void> run_world(World& world, std::uint64_t seed, std::vector<Core*> cores) {
    Random random(seed);
    auto stops = [](CancelSource& source, Duration after) -> Task<void> {
        co_await sleep(after);
        source.cancel();
    };
    CancelSource source;
    co_await scope([&](Scope& scope) -> Task<void> {
        for (std::uint32_t i = 3 + random.below(6); i > 0; --i) {
            Core& core = *cores[i % cores.size()];
            Task<void> actor = on_core(core, Actor::child(world, cores, random.seed(), 2));
            auto runs = [](Task<void> task) -> Task<void> { (void)co_await attempt(std::move(task)); };
            scope.spawn(runs(random.below(2) == 0 ? stopped_by(source, std::move(actor)) : std::move(actor)));
        }
        scope.spawn(stops(source, Duration::microseconds(random.below(200))));
        co_await sleep(Duration::microseconds(random.below(300)));
        if (random.below(4) == 0) world.flag.raise();
    });
}

}  // namespace kaon::inline v0::stress
