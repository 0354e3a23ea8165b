// The code of docs/guide/concurrency.md that no lesson shows.
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "kaon/coro/async_mutex.hpp"
#include "kaon/coro/broadcast.hpp"
#include "kaon/coro/channel.hpp"
#include "kaon/coro/flag.hpp"
#include "kaon/coro/interval.hpp"
#include "kaon/coro/join.hpp"
#include "kaon/coro/on_core.hpp"
#include "kaon/coro/once_cell.hpp"
#include "kaon/coro/oneshot.hpp"
#include "kaon/coro/scope.hpp"
#include "kaon/coro/semaphore.hpp"
#include "kaon/coro/task_local.hpp"
#include "kaon/coro/test_loop.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/coro/watch.hpp"
#include "kaon/runtime/block_on.hpp"
#include "kaon/runtime/runtime.hpp"

using namespace kaon;

namespace {

Task<int> price_of(std::string article) {
    co_await sleep(100ms);
    if (article == "ink") co_return Error(Errc::not_found);
    co_return 120;
}

// snippet: fork
Task<int> quick_total() {
    co_return co_await scope([](Scope& scope) -> Task<int> {
        Forked<int> pen = scope.fork(price_of("pen"));  // runs on while we do something else
        Forked<int> ink = scope.fork(price_of("ink"));
        co_await sleep(50ms);
        Result<int> price = co_await attempt(ink.join());  // its error is for who joins it
        if (!price) pen.cancel();
        co_return price ? *price + co_await pen.join() : 0;
    });
}
// end

// snippet: join
struct Offer {
    int pen = 0, paper = 0;
};

Task<Offer> offer() {
    co_return co_await when_all_as<Offer>(price_of("pen"), price_of("paper"));  // the first error ends it
}

Task<int> what_is_there() {
    auto [pen, ink] = co_await join(price_of("pen"), price_of("ink"));  // Result<int>: everyone may end
    co_return pen.value_or(0) + ink.value_or(0);
}
// end

// snippet: race
Task<std::string> next_job(Receiver<std::string>& jobs, Flag& stopping) {
    auto first = co_await first_of(jobs.recv(), stopping.wait(), sleep(5s));
    if (first.index() == 0) co_return std::get<0>(first).value_or("no more");
    co_return first.index() == 1 ? "stopping" : "nothing for 5 seconds";
}
// end

// snippet: answer
struct Question {
    std::string article;
    OneshotSender<int> answer;
};

Task<void> answer_all(Receiver<Question> questions) {
    while (std::optional<Question> question = co_await questions.recv()) {
        const int price = co_await price_of(question->article);
        (void)std::move(question->answer).send(price);  // an error says that nobody waits for it any more
    }
}

Task<int> ask(Sender<Question> questions, std::string article) {
    auto [answer, answered] = oneshot<int>();
    co_await questions.send({std::move(article), std::move(answer)});
    co_return co_await answered.recv();
}
// end

// snippet: keep
Task<std::string> send_or_keep(Sender<std::string>& sender, std::string line) {
    const Result<> sent = co_await attempt(timeout(1s, sender.send(std::move(line))));
    co_return sent ? "sent" : "kept: " + line;  // a send that failed has not touched its value
}
// end

// snippet: broadcast
Task<std::string> listen(Listener<std::string> listener) {
    std::string heard;
    while (auto news = co_await listener.recv()) {
        if (news->missed) heard += "... ";  // too slow: how many it has missed
        heard += **news + " ";
        co_await sleep(2500ms);
    }
    co_return heard;
}

Task<void> announce(Broadcaster<std::string> broadcaster) {
    for (std::string news : {"one", "two", "three", "four"}) {
        broadcaster.send(news);  // never waits
        co_await sleep(1s);
    }
}
// end

// snippet: watch
struct Settings {
    int limit = 10;
};

Task<std::string> follow(Watcher<Settings> settings) {
    std::string seen = std::to_string(settings.latest()->limit);
    while (co_await settings.changed()) seen += " " + std::to_string(settings.latest()->limit);
    co_return seen;
}

Task<void> reload(Watched<Settings> settings) {
    co_await sleep(1s);
    settings.update([](Settings& s) { s.limit = 20; });
}
// end

// snippet: mutex
struct Line {
    std::string text;
    Task<void> say(std::string word) {
        co_await sleep(10ms);  // a connection, say, that one speaks on at a time
        text += word;
    }
};

Task<void> speak(AsyncMutex<Line>& line, std::string name) {
    auto guard = co_await line.lock();  // in the order of asking; others wait without holding their core
    co_await guard->say(name);
    co_await guard->say("! ");
}
// end

// snippet: semaphore
Task<std::vector<int>> prices(std::vector<std::string> articles) {
    Semaphore four(4);  // at most four requests at once, however many articles
    auto one = [](Semaphore& slots, std::string article) -> Task<int> {
        auto slot = co_await slots.acquire();
        co_return co_await price_of(std::move(article));
    };
    std::vector<Task<int>> tasks;
    for (std::string& article : articles) tasks.push_back(one(four, std::move(article)));
    co_return co_await when_all(std::move(tasks));
}
// end

// snippet: once
class Rates {
public:
    Task<int> of_today() const {
        co_return *co_await rates_.get_or_init([] { return price_of("euro"); });  // fetched by the first who asks
    }

private:
    OnceCell<int> rates_;
};
// end

// snippet: interval
Task<int> sample(Duration for_how_long) {
    int samples = 0;
    auto loop = [&]() -> Task<void> {
        Interval ticks(1s, {.missed = Missed::skip});  // late ones are left out, the rhythm stays
        for (;;) {
            co_await ticks.tick();
            ++samples;
        }
    };
    (void)co_await attempt(timeout(for_how_long, loop()));
    co_return samples;
}
// end

// snippet: thread
void measure(Sender<int> readings) {  // a thread of yours, or of a library, that is no core
    for (int reading = 1; reading <= 100; ++reading) {
        if (!runtime::block_on(readings.send(reading))) return;  // blocks the thread while the channel is full
    }
}
// end

// snippet: local
struct Tenant {
    std::string name;
};

Task<std::string> greet() {
    const Tenant* tenant = co_await task_local<Tenant>();  // of whoever is above, or null
    co_return "hello " + (tenant ? tenant->name : "nobody");
}

Task<std::string> greet_both() {
    auto [a, b] = co_await when_all(with_local(Tenant{"a"}, greet()), with_local(Tenant{"b"}, greet()));
    co_return a + ", " + b;
}
// end

// snippet: cores
Task<int> sum_from_everywhere() {
    auto counts = [](Sender<int> to, int first) -> Task<void> {
        for (int i = first; i < first + 100; ++i) co_await to.send(i);  // over there; wakes whoever receives over here
    };
    const std::size_t cores = (co_await current_context()).core->all().size();
    co_return co_await scope([&](Scope& scope) -> Task<int> {
        auto [numbers, received] = channel<int>(8);
        for (std::uint32_t i = 0; i < cores; ++i) scope.spawn(on_core(i, counts(numbers, static_cast<int>(i) * 100)));
        numbers.hang_up();
        int sum = 0;
        while (std::optional<int> n = co_await received.recv()) sum += *n;
        co_return sum;
    });
}
// end

}  // namespace

TEST(concurrency, scopes_fork_join_and_race) {
    TestLoop loop;
    EXPECT_EQ(loop.run(quick_total()).value(), 0);
    EXPECT_EQ(loop.run(offer()).value().paper, 120);
    EXPECT_EQ(loop.run(what_is_there()).value(), 120);
    auto [sender, receiver] = channel<std::string>(1);
    Flag stopping;
    EXPECT_EQ(loop.run(next_job(receiver, stopping)).value(), "nothing for 5 seconds");
    ASSERT_TRUE(sender.try_send("sweep").has_value());
    stopping.raise();
    EXPECT_EQ(loop.run(next_job(receiver, stopping)).value(), "sweep");
    EXPECT_EQ(loop.run(next_job(receiver, stopping)).value(), "stopping");
}

TEST(concurrency, channels_answer_keep_announce_and_follow) {
    TestLoop loop;
    auto questions = channel<Question>(4);
    auto asks = ask(std::move(questions.sender), "pen");
    EXPECT_EQ(std::get<0>(loop.run(when_all(std::move(asks), answer_all(std::move(questions.receiver)))).value()), 120);
    auto [sender, receiver] = channel<std::string>(1);
    EXPECT_EQ(loop.run(send_or_keep(sender, "a")).value(), "sent");
    EXPECT_EQ(loop.run(send_or_keep(sender, "b")).value(), "kept: b");
    Broadcaster<std::string> broadcaster(1);
    auto listens = listen(broadcaster.subscribe());
    EXPECT_EQ(std::get<0>(loop.run(when_all(std::move(listens), announce(std::move(broadcaster)))).value()),
              "one ... three four ");
    Watched<Settings> settings(Settings{});
    auto follows = follow(settings.watch());
    EXPECT_EQ(std::get<0>(loop.run(when_all(std::move(follows), reload(std::move(settings)))).value()), "10 20");
}

TEST(concurrency, locks_limit_order_and_make_once) {
    TestLoop loop;
    AsyncMutex<Line> line;
    ASSERT_TRUE(loop.run(when_all(speak(line, "anna"), speak(line, "bert"))).has_value());
    EXPECT_EQ((*line.try_lock())->text, "anna! bert! ");
    const Duration before = loop.elapsed();
    EXPECT_EQ(loop.run(prices(std::vector<std::string>(10, "pen"))).value().size(), 10u);
    EXPECT_EQ(loop.elapsed() - before, 300ms);
    const Rates rates;
    EXPECT_EQ(loop.run(when_all(rates.of_today(), rates.of_today())).value(), std::tuple(120, 120));
    EXPECT_EQ(loop.elapsed() - before, 400ms);
    EXPECT_EQ(loop.run(sample(5500ms)).value(), 6);
    EXPECT_EQ(loop.run(greet_both()).value(), "hello a, hello b");
}

TEST(concurrency, reaches_other_cores) {
    runtime::Runtime runtime({.cores = 2});
    EXPECT_EQ(runtime.run(sum_from_everywhere()).value(), 199 * 100);
}

TEST(concurrency, reaches_threads_that_are_no_cores) {
    runtime::Runtime runtime({.cores = 1});
    auto [sender, receiver] = channel<int>(2);
    std::thread thread(measure, std::move(sender));
    auto sums = [](Receiver<int> readings) -> Task<int> {
        int sum = 0;
        while (std::optional<int> n = co_await readings.recv()) sum += *n;
        co_return sum;
    };
    EXPECT_EQ(runtime.run(sums(std::move(receiver))).value(), 5050);
    thread.join();
}
