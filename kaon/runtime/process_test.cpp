// Child processes: streams, ends of all kinds, and that nothing stays behind.
#include <csignal>
#include <string>

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kaon/coro/group.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/runtime/process.hpp"
#include "kaon/runtime/runtime.hpp"
#include "kaon/runtime/signals.hpp"

using namespace kaon;
using namespace kaon::runtime;

namespace {

template <class T>
Result<T> alone(Task<T> task) {
    return Runtime({.cores = 1}).run(std::move(task));
}

Command shell(std::string script) { return {.program = "sh", .arguments = {"-c", std::move(script)}}; }

Result<RunOutcome> run_shell(std::string script, std::string input = {}) {
    return alone(run(shell(std::move(script)), std::move(input)));
}

// No child of ours is left, dead or alive.
bool no_child_is_left() { return ::waitpid(-1, nullptr, WNOHANG) < 0 && errno == ECHILD; }

}  // namespace

TEST(process, is_fed_heard_and_asked_for_its_status) {
    const RunOutcome outcome = run_shell("sort; exit 3", "b\na\n").value();
    EXPECT_EQ(outcome.output, "a\nb\n");
    EXPECT_EQ(outcome.status.code, 3);
    EXPECT_EQ(outcome.status.text(), "status 3");
}

TEST(process, takes_more_than_a_pipe_holds_both_ways) {
    const std::string large(900'000, 'x');
    const RunOutcome outcome = run_shell("cat; echo done >&2", large).value();
    EXPECT_TRUE(outcome.status.ok());
    EXPECT_EQ(outcome.output, large);
    EXPECT_EQ(outcome.errors, "done\n");
}

TEST(process, may_leave_its_input_unread) {
    const RunOutcome outcome = run_shell("exec <&-; echo early", std::string(1'000'000, 'x')).value();
    EXPECT_EQ(outcome.output, "early\n");
}

TEST(process, that_says_too_much_is_killed) {
    const Result<RunOutcome> outcome = alone(run({.program = "yes"}, "", {.output = 1000}));
    EXPECT_TRUE(outcome.error().is(Errc::too_large));
    EXPECT_TRUE(no_child_is_left());
}

TEST(process, errors_name_what_is_missing) {
    EXPECT_EQ(alone(run({.program = "kaon-no-such"})).error().detail(), "kaon-no-such: No such file or directory");
    EXPECT_TRUE(alone(run({.program = "/etc/passwd"})).error().is(Errc::forbidden));
    const Result<RunOutcome> nowhere = alone(run({.program = "true", .directory = "/nodir"}));
    EXPECT_EQ(nowhere.error().detail(), "/nodir: No such file or directory");
    EXPECT_TRUE(alone(run({.program = std::string("a\0b", 3)})).error().is(Errc::invalid));
    EXPECT_TRUE(alone(run({.program = "true", .environment = {{"A=B", "c"}}})).error().is(Errc::invalid));
    EXPECT_TRUE(alone(run({.program = "true", .arguments = {std::string(200'000, 'x')}})).error().is(Errc::too_large));
    EXPECT_TRUE(no_child_is_left());
}

TEST(process, has_its_own_directory_and_environment) {
    ::setenv("KAON_TEST_OURS", "ours", 1);
    Command command = shell("pwd; echo $KAON_TEST_OURS $ADDED");
    command.directory = "/";
    command.environment = {{"ADDED", "a b"}, {"KAON_TEST_OURS", "theirs"}};
    EXPECT_EQ(alone(run(command)).value().output, "/\ntheirs a b\n");
    EXPECT_EQ(alone(run({.program = "env", .environment = {{"ONLY", "this"}}, .clean_environment = true}))->output,
              "ONLY=this\n");
    ::unsetenv("KAON_TEST_OURS");
}

TEST(process, inherits_no_descriptor_and_no_signal_mask) {
    int leaky[2];
    ASSERT_EQ(::pipe(leaky), 0);  // without O_CLOEXEC, as libraries do it
    Signals blocked({SIGUSR2});
    const RunOutcome outcome = run_shell("ls /proc/self/fd | tr '\\n' ' '; grep SigBlk /proc/self/status").value();
    EXPECT_EQ(outcome.output, "0 1 2 3 SigBlk:\t0000000000000000\n") << "3 is of ls itself";
    // The Runtime ignores SIGPIPE; a child must not.
    EXPECT_EQ(run_shell("kill -s PIPE $$; echo ignored")->status.text(), "signal 13");
    ::close(leaky[0]);
    ::close(leaky[1]);
}

TEST(process, that_nobody_holds_any_more_is_killed_and_taken_away) {
    Runtime runtime({.cores = 1});
    auto program = []() -> Task<int> {
        auto hold = []() -> Task<void> {
            Child child = co_await Child::spawn({.program = "sleep", .arguments = {"1000"}});
            co_await child.wait();
        };
        EXPECT_TRUE((co_await attempt(timeout(20ms, hold()))).error().is(Errc::timeout));
        Child child = co_await Child::spawn({.program = "sleep", .arguments = {"1000"}});
        const int process = child.process();
        {
            Child dropped = std::move(child);
        }
        // Its status is taken by the core, without anybody waiting.
        while (::kill(process, 0) == 0) co_await sleep(1ms);
        co_return process;
    };
    EXPECT_TRUE(runtime.run(program()));
    EXPECT_TRUE(no_child_is_left());
}

TEST(process, that_is_dropped_at_the_end_of_the_program_is_taken_away_too) {
    auto program = []() -> Task<void> {
        Child child = co_await Child::spawn({.program = "sleep", .arguments = {"1000"}});
    };
    EXPECT_TRUE(alone(program()));
    EXPECT_TRUE(no_child_is_left());
}

TEST(process, tells_the_signal_that_ended_it) {
    auto program = []() -> Task<void> {
        Child child = co_await Child::spawn({.program = "sleep", .arguments = {"1000"}});
        Result<ExitStatus> early = co_await attempt(timeout(5ms, child.wait()));
        EXPECT_TRUE(early.error().is(Errc::timeout));
        EXPECT_TRUE(child.send(SIGTERM));
        const ExitStatus status = co_await child.wait();
        EXPECT_EQ(status.text(), "signal 15");
        EXPECT_FALSE(status.ok());
        EXPECT_EQ((co_await child.wait()).signal, SIGTERM) << "may be asked again";
        EXPECT_TRUE(child.kill().error().is(Errc::not_found));
    };
    EXPECT_TRUE(alone(program()));
}

TEST(process, a_group_is_killed_with_whom_it_has_started) {
    auto program = []() -> Task<int> {
        Command command = shell("sleep 1000 & echo $!; wait");
        command.output = ChildStream::pipe;
        command.group = ChildGroup::own_group;
        Child child = co_await Child::spawn(command);
        LineReader lines(child.output());
        const std::optional<std::string> grandchild = co_await lines.next();
        EXPECT_TRUE(child.kill());
        co_await child.wait();
        EXPECT_FALSE(co_await lines.next()) << "its end of the pipe is closed: it is dead";
        co_return std::stoi(grandchild.value_or("0"));
    };
    EXPECT_GT(alone(program()).value(), 0);
}

TEST(process, talks_line_by_line) {
    auto program = []() -> Task<void> {
        Command command = shell("while read line; do echo \"<$line>\"; done");
        command.input = command.output = ChildStream::pipe;
        Child child = co_await Child::spawn(command);
        LineReader lines(child.output());
        for (const std::string word : {"one", "two"}) {
            co_await child.input().write_all(word + "\n");
            EXPECT_EQ(co_await lines.next(), "<" + word + ">");
        }
        child.close_input();
        EXPECT_FALSE(co_await lines.next());
        EXPECT_TRUE((co_await child.wait()).ok());
    };
    EXPECT_TRUE(alone(program()));
}

TEST(process, without_descriptors_is_an_error_and_leaks_none) {
#if __has_feature(undefined_behavior_sanitizer) || __has_feature(address_sanitizer)
    GTEST_SKIP() << "the sanitizer itself needs descriptors to look at memory";
#endif
    auto program = []() -> Task<void> {
        co_await run({.program = "true"});  // everything that is opened once is open
        rlimit before{};
        ::getrlimit(RLIMIT_NOFILE, &before);
        const int next_free = ::dup(0);
        ::close(next_free);
        for (int spare = 0; spare < 7; ++spare) {
            const rlimit few{.rlim_cur = static_cast<rlim_t>(next_free + spare), .rlim_max = before.rlim_max};
            ::setrlimit(RLIMIT_NOFILE, &few);
            Result<RunOutcome> outcome = co_await attempt(run({.program = "true"}));
            ::setrlimit(RLIMIT_NOFILE, &before);
            if (spare < 6) EXPECT_TRUE(outcome.error().is(Errc::unavailable)) << spare;
            const int now = ::dup(0);
            EXPECT_EQ(now, next_free) << spare;
            ::close(now);
        }
    };
    EXPECT_TRUE(alone(program()));
    EXPECT_TRUE(no_child_is_left());
}
