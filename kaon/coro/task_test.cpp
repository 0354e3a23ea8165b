// Task: propagation, the order of destruction on an error exit, attempt, exceptions, long chains.
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

#include "kaon/coro/task.hpp"
#include "kaon/coro/test_loop.hpp"
#include "kaon/coro/time.hpp"

using namespace kaon;

namespace {

struct Note {
    std::string& log;
    std::string name;
    ~Note() { log += name + ";"; }
};

Task<int> fails(std::string& log) {
    Note note{log, "inner"};
    co_await Result<int>(Error(Errc::conflict, "x"));
    co_return 1;
}
Task<int> fails_later(std::string& log) {
    Note note{log, "inner"};
    co_await sleep(1s);
    co_return Error(Errc::conflict, "x");
}
Task<int> middle(std::string& log, bool later) {
    Note note{log, "middle"};
    try {
        co_await (later ? fails_later(log) : fails(log));
    } catch (...) {
        log += "catch;";
    }
    co_return 2;
}
Task<std::string> asks(std::string& log, bool later) {
    Result<int> r = co_await attempt(middle(log, later));
    log += "asked;";
    co_return std::string(r.error().text());
}

}  // namespace

TEST(task, gives_its_value) {
    TestLoop loop;
    auto twice = [](int n) -> Task<int> { co_return n * 2; };
    auto outer = [&]() -> Task<int> { co_return co_await twice(co_await twice(5)) + 1; };
    EXPECT_EQ(loop.run(outer()).value(), 21);
}

TEST(task, destroys_failed_frames_innermost_first_before_the_asker_goes_on) {
    for (bool later : {false, true}) {
        TestLoop loop;
        std::string log;
        EXPECT_EQ(loop.run(asks(log, later)).value(), "x");
        EXPECT_EQ(log, "inner;middle;asked;") << later;
    }
}

TEST(task, destroys_failed_frames_before_the_driver_learns_of_the_end) {
    TestLoop loop;
    std::string log;
    Result<int> r = loop.run(middle(log, true));
    EXPECT_EQ(log, "inner;middle;");
    EXPECT_TRUE(r.error().is(Errc::conflict));
}

TEST(task, turns_an_exception_into_an_internal_error) {
    TestLoop loop;
    auto throws = []() -> Task<int> {
        co_await sleep(1ms);
        throw std::runtime_error("boom");
    };
    Result<int> r = loop.run(throws());
    EXPECT_TRUE(r.error().is(Errc::internal));
    EXPECT_EQ(r.error().detail(), "boom");
    EXPECT_EQ(r.error().text().find("boom"), std::string_view::npos);
}

TEST(task, ends_with_an_error_by_awaiting_it) {
    TestLoop loop;
    auto refuses = []() -> Task<void> { co_await Error(Errc::forbidden); };
    EXPECT_TRUE(loop.run(refuses()).error().is(Errc::forbidden));
}

TEST(task, returns_braces_results_and_errors) {
    struct Point {
        int x = 0, y = 0;
    };
    TestLoop loop;
    auto braces = []() -> Task<Point> { co_return {1, 2}; };
    auto result = [](bool good) -> Task<int> { co_return good ? Result<int>(3) : Result<int>(Error(Errc::not_found)); };
    EXPECT_EQ(loop.run(braces()).value().y, 2);
    EXPECT_EQ(loop.run(result(true)).value(), 3);
    EXPECT_TRUE(loop.run(result(false)).error().is(Errc::not_found));
}

TEST(task, that_is_never_awaited_never_runs) {
    bool ran = false;
    {
        auto task = [](bool& flag) -> Task<void> {
            flag = true;
            co_return;
        }(ran);
    }
    EXPECT_FALSE(ran);
}

TEST(task, a_million_awaits_do_not_grow_the_stack) {
    TestLoop loop;
    auto one = [](bool fail) -> Task<int> {
        if (fail) co_return Error(Errc::invalid);
        co_return 1;
    };
    auto many = [&]() -> Task<int> {
        int sum = 0;
        for (int i = 0; i < 1'000'000; ++i) {
            sum += co_await one(false);
            if (i % 10 == 0) sum += (co_await attempt(one(true))).has_value() ? 1 : 0;
        }
        co_return sum;
    };
    EXPECT_EQ(loop.run(many()).value(), 1'000'000);
}

TEST(task, an_error_through_ten_thousand_frames_unwinds_flat) {
    struct Deep {
        static Task<int> down(int n) {
            if (n == 0) co_return Error(Errc::invalid, "bottom");
            co_return co_await down(n - 1) + 1;
        }
    };
    TestLoop loop;
    EXPECT_EQ(loop.run(Deep::down(10'000)).error().text(), "bottom");
}

TEST(task_death, says_that_it_is_awaited_twice) {
    const auto twice = []() -> Task<int> {
        Task<int> task = []() -> Task<int> { co_return 1; }();
        const int first = co_await std::move(task);
        co_return first + co_await std::move(task);
    };
    EXPECT_DEATH((void)TestLoop().run(twice()), "kaon: a Task is awaited that was moved away");
}
