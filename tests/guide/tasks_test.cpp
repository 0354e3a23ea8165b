// What docs/guide/errors_and_tasks.md shows: errors that end Tasks, who owns what, several Tasks at once.
#include <charconv>

#include <gtest/gtest.h>

#include "kaon/coro/blocking.hpp"
#include "kaon/coro/group.hpp"
#include "kaon/coro/scope.hpp"
#include "kaon/coro/stream.hpp"
#include "kaon/coro/test_loop.hpp"
#include "kaon/coro/time.hpp"

using namespace kaon;

namespace {

// snippet: result
Result<std::uint16_t> parse_port(std::string_view text) {
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc() || end != text.data() + text.size())
        return Error(Errc::invalid, "a port is a number up to 65535").with_detail(text);
    return port;
}

std::string describe_port(std::string_view text) {
    const Result<std::uint16_t> port = parse_port(text);
    if (!port) return std::string(port.error().text());
    return "port " + std::to_string(*port);
}
// end

// snippet: code
enum class Stock { sold_out, discontinued };

CodeText describe(Stock code) {
    switch (code) {
        case Stock::sold_out: return {Errc::conflict, "sold_out", "Sold out."};
        case Stock::discontinued: return {Errc::not_found, "discontinued", "No longer for sale."};
    }
    return {Errc::internal, "stock", "internal error"};
}
// end

// snippet: pass_on
Task<int> price_of(std::string article) {
    co_await sleep(100ms);  // a database, say
    if (article == "ink") co_return Error(Stock::sold_out).with_detail("until Tuesday");
    co_return 120;
}

Task<int> total(std::vector<std::string> articles) {
    int sum = 0;
    for (const std::string& article : articles) {
        const int price = co_await price_of(article);  // an error ends total() with it
        sum += price;
    }
    co_return sum;
}
// end

// snippet: attempt
Task<std::string> offer(std::vector<std::string> articles) {
    Result<int> sum = co_await attempt(total(std::move(articles)));
    if (!sum && sum.error().is(Stock::sold_out)) co_return "We call you when it is back.";
    co_return std::to_string(co_await std::move(sum)) + " cents";  // another error ends offer()
}
// end

TEST(errors, are_values_or_end_tasks) {
    EXPECT_EQ(describe_port("80"), "port 80");
    EXPECT_EQ(describe_port("80x"), "a port is a number up to 65535");
    TestLoop loop;
    EXPECT_EQ(loop.run(offer({"pen", "pen"})).value(), "240 cents");
    EXPECT_EQ(loop.run(offer({"pen", "ink"})).value(), "We call you when it is back.");
    const Result<int> failed = loop.run(total({"ink"}));
    EXPECT_EQ(failed.error().text(), "Sold out.");
    EXPECT_EQ(failed.error().detail(), "until Tuesday");
}

// snippet: exception
Task<int> at(std::vector<int> all, std::size_t i) { co_return all.at(i); }  // std::out_of_range is a bug of ours

TEST(exceptions, become_internal_errors) {
    const Result<int> missing = TestLoop().run(at({1, 2}, 7));
    EXPECT_TRUE(missing.error().is(Errc::internal));
    EXPECT_EQ(missing.error().text(), "Something went wrong on our side.");  // all that the public learns
    EXPECT_NE(missing.error().detail().find("vector::_M_range_check"), std::string::npos);
}
// end

// snippet: owns
Task<std::size_t> length(std::string text) {  // by value: a copy in the frame
    co_await sleep(1s);
    co_return text.size();
}

Task<std::size_t> length_of_temporary() {
    Task<std::size_t> task = length("the temporary is gone after this line, the frame has its own");
    co_await sleep(1s);
    co_return co_await std::move(task);  // a Task is awaited once, and given away
}
// end

// snippet: borrows
Task<void> append(std::string& out, std::string_view more) {  // borrows: awaited before its arguments end
    co_await sleep(1s);
    out += more;
}

Task<std::string> joined() {
    std::string text = "a";
    co_await append(text, "b");  // in one expression: `text` lives in this frame, which waits
    co_return text;
}
// end

// snippet: lambda
Task<int> doubled_later(int number) {
    const auto wait = [](int n) -> Task<int> {  // captures nothing: its frame has what it needs as parameters
        co_await sleep(1s);
        co_return 2 * n;
    };
    Task<int> task = wait(number);
    co_return co_await std::move(task);
}
// end

TEST(frames, own_their_parameters) {
    TestLoop loop;
    EXPECT_EQ(loop.run(length_of_temporary()).value(), 60u);
    EXPECT_EQ(loop.run(joined()).value(), "ab");
    EXPECT_EQ(loop.run(doubled_later(21)).value(), 42);
}

// snippet: when_all
Task<int> pen_and_paper() {
    auto [pen, paper] = co_await when_all(price_of("pen"), price_of("paper"));
    co_return pen + paper;
}

Task<std::vector<int>> prices_of(std::vector<std::string> articles) {
    std::vector<Task<int>> tasks;
    for (const std::string& article : articles) tasks.push_back(price_of(article));
    co_return co_await when_all(std::move(tasks));  // the first error ends it, after the others were cancelled
}
// end

// snippet: timeout
Task<std::string> quick_price(Duration patience) {
    Result<int> price = co_await attempt(timeout(patience, price_of("pen")));
    if (!price && price.error().is(Errc::timeout)) co_return "Ask again later.";
    co_return std::to_string(co_await std::move(price));
}
// end

// snippet: first_of
Task<int> fastest(std::string article) {
    auto first = co_await first_of(price_of(article), price_of("pen"));  // the other one is cancelled and waited for
    co_return first.index() == 0 ? std::get<0>(first) : std::get<1>(first);
}
// end

// snippet: scope
Task<void> add_price(std::string article, int& sum) {
    const int price = co_await price_of(std::move(article));
    sum += price;
}

Task<int> total_at_once(std::vector<std::string> articles) {
    int sum = 0;
    co_await scope([&](Scope& scope) -> Task<void> {
        for (const std::string& article : articles) scope.spawn(add_price(article, sum));
        co_return;
    });
    co_return sum;  // here every spawned Task has ended, so none of them can still write to `sum`
}
// end

TEST(groups, run_tasks_at_once) {
    TestLoop loop;
    EXPECT_EQ(loop.run(pen_and_paper()).value(), 240);
    EXPECT_EQ(loop.elapsed(), 100ms);
    EXPECT_EQ(loop.run(prices_of({"pen", "paper"})).value(), (std::vector<int>{120, 120}));
    EXPECT_TRUE(loop.run(prices_of({"pen", "ink"})).error().is(Stock::sold_out));
    EXPECT_EQ(loop.run(quick_price(50ms)).value(), "Ask again later.");
    EXPECT_EQ(loop.run(quick_price(500ms)).value(), "120");
    EXPECT_EQ(loop.run(fastest("paper")).value(), 120);
    EXPECT_EQ(loop.run(total_at_once({"pen", "paper", "pen"})).value(), 360);
}

// snippet: shield
Task<void> commit(std::string& log) {
    co_await sleep(100ms);
    log += "committed ";
}

Task<void> pay(std::string& log) {
    co_await shield(commit(log));  // whoever cancels pay() waits until this has ended
    co_await sleep(1s);            // ends at once with Errc::cancelled
    log += "never";
}
// end

TEST(cancellation, spares_what_is_shielded) {
    TestLoop loop;
    std::string log;
    loop.cancel_after(50ms);
    EXPECT_TRUE(loop.run(pay(log)).error().is(Errc::cancelled));
    EXPECT_EQ(log, "committed ");
}

// snippet: blocking
std::size_t count_slowly(const std::string& text) { return text.size(); }  // a library that blocks

Task<std::size_t> count(std::string text) {
    co_return co_await spawn_blocking(
        [text] { return count_slowly(text); });  // copies: it may outlive a cancelled Task
}
// end

// snippet: stream
Stream<std::string> lines(std::vector<std::string> all) {
    for (const std::string& line : all) {
        co_await sleep(1s);  // it may wait
        co_yield line + "\n";
    }
}

Task<std::string> read_all() {
    std::string text;
    Stream<std::string> stream = lines({"a", "b"});
    while (std::optional<std::string> line = co_await stream.next()) text += *line;
    co_return text;
}
// end

TEST(streams, give_many_values) {
    TestLoop loop;
    EXPECT_EQ(loop.run(count("four")).value(), 4u);
    EXPECT_EQ(loop.run(read_all()).value(), "a\nb\n");
}

}  // namespace
