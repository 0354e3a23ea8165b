// kaon::main() as whole programs: exit statuses, messages, Ctrl-C.
#include <csignal>
#include <cstdio>

#include <fcntl.h>
#include <gtest/gtest.h>

#include "kaon/coro/blocking.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/program/dev/state.hpp"
#include "kaon/program/main.hpp"
#include "kaon/program/say.hpp"
#include "kaon/program/testing/child.hpp"
#include "kaon/runtime/file.hpp"
#include "kaon/web/config/secret.hpp"

namespace kaon::inline v0 {
namespace {

using program::testing::Child;

struct Options {
    std::string word;
    std::uint32_t times = 1;
    Secret key;
};

Task<int> repeat(Options options) {
    for (std::uint32_t i = 0; i < options.times; ++i)
        std::printf("%s%s\n", options.word.c_str(), options.key.reveal().c_str());
    co_return static_cast<int>(options.times);
}

template <class F>
std::function<int()> running(std::vector<const char*> words, F function) {
    words.insert(words.begin(), "repeat");
    return [words, function] {
        auto** argv = const_cast<char**>(words.data());
        return kaon::main(static_cast<int>(words.size()), argv, function,
                          {.name = "repeat", .about = "Says it again.", .version = "1.2"});
    };
}

TEST(main_program, gives_the_status_of_its_task) {
    ::setenv("REPEAT_KEY", "?", 1);
    Child child(running({"ho", "--times=3"}, repeat));
    ::unsetenv("REPEAT_KEY");
    EXPECT_EQ(child.rest(), "ho?\nho?\nho?\n");
    EXPECT_EQ(child.wait(), 3);
    EXPECT_EQ(Child(running({}, []() -> Task<void> { co_return; })).wait(), 0);
}

TEST(main_program, says_an_error_in_one_line_with_status_1) {
    Child child(running({}, []() -> Task<void> { co_await runtime::read_file("nofile", 1024); }));
    EXPECT_EQ(child.rest(), "repeat: nofile: No such file or directory\n");
    EXPECT_EQ(child.wait(), 1);
}

TEST(main_program, says_the_detail_first_and_no_sentence_that_is_for_everyone) {
    const struct {
        Error (*make)();
        std::string_view line;
    } table[] = {
        {[] { return Error(Errc::not_found); }, "There is no such thing here."},
        {[] { return Error(Errc::not_found).with_detail("x.txt: it is not there"); }, "x.txt: it is not there"},
        {[] { return Error(Errc::not_found, "no such file").with_detail("x.txt"); }, "x.txt (no such file)"},
        {[] { return Error(Errc::internal).with_detail("a.db: disk I/O error"); }, "a.db: disk I/O error"},
        {[] { return Error(Errc::unprocessable, "no good").with_field("age", "is too low"); },
         "no good; age is too low"},
        {[] { return Error(Errc::unavailable, "no broker").with_cause(Error(Errc::timeout).with_detail("10 s")); },
         "no broker; caused by 10 s"},
    };
    for (const auto& row : table) EXPECT_EQ(program::line_of(row.make()), row.line);
    // A bug: everything there is.
    const std::string bug = program::line_of(Error(Errc::internal));
    EXPECT_NE(bug.find(" at main_test.cpp:"), std::string::npos) << bug;
}

TEST(main_program, refuses_a_wrong_command_line_with_status_2) {
    Child missing(running({}, repeat));
    EXPECT_EQ(missing.rest(), "repeat: WORD is missing. Try repeat --help\n");
    EXPECT_EQ(missing.wait(), 2);
    Child unknown(running({"x", "--tims=2"}, repeat));
    EXPECT_EQ(unknown.rest(), "repeat: unknown option --tims; did you mean --times? Try repeat --help\n");
    EXPECT_EQ(unknown.wait(), 2);
}

TEST(main_program, answers_help_and_version_whatever_is_missing) {
    Child help(running({"--help"}, repeat));
    EXPECT_NE(help.rest().find("Usage: repeat [OPTIONS] WORD\n"), std::string::npos);
    EXPECT_EQ(help.wait(), 0);
    EXPECT_EQ(Child(running({"-V"}, repeat)).rest(), "repeat 1.2\n");
}

Task<void> wait_and_clean_up() {
    std::printf("waiting\n");
    std::fflush(stdout);
    Result<> slept = co_await attempt(sleep(60s));
    std::printf("cleaned up\n");
    co_await std::move(slept);
}

TEST(main_program, cancels_the_task_on_a_signal_and_waits_for_it) {
    for (const int number : {SIGINT, SIGTERM}) {
        Child child(running({}, wait_and_clean_up));
        child.wait_for("waiting");
        child.signal(number);
        EXPECT_EQ(child.rest(), "cleaned up\n");
        EXPECT_EQ(child.wait(), 128 + number);
    }
}

// Standard input that stays open and says nothing.
Task<void> read_silence() {
    int ends[2];
    if (::pipe(ends) != 0 || ::dup2(ends[0], STDIN_FILENO) != 0) co_return;
    std::printf("waiting\n");
    std::fflush(stdout);
    std::printf("printed before");
    co_await spawn_blocking([] { return std::getchar(); });
}

TEST(main_program, a_signal_ends_it_while_blocking_work_waits_for_ever) {
    for (const int number : {SIGINT, SIGTERM}) {
        Child child(running({}, read_silence));
        child.wait_for("waiting");
        child.signal(number);
        EXPECT_EQ(child.rest(), "printed before");
        EXPECT_EQ(child.wait(), 128 + number);
    }
}

TEST(main_program, blocking_work_may_end_in_the_moment_after_a_signal) {
    Child child(running({}, []() -> Task<void> {
        co_await spawn_blocking([] {
            std::printf("waiting\n");
            std::fflush(stdout);
            ::usleep(30'000);
            std::printf("it ended\n");
        });
    }));
    child.wait_for("waiting");
    child.signal(SIGINT);
    EXPECT_EQ(child.rest(), "it ended\n");
    EXPECT_EQ(child.wait(), 128 + SIGINT);
}

TEST(main_program, ends_quietly_when_the_reader_of_its_output_has_gone) {
    Child child(running({}, []() -> Task<void> {
        int ends[2];
        if (::pipe(ends) != 0) co_return;
        ::dup2(ends[1], STDOUT_FILENO);
        ::close(ends[0]);
        for (;;) std::puts("y");
    }));
    EXPECT_EQ(child.rest(), "");
    EXPECT_EQ(child.wait(), 128 + SIGPIPE);
}

Task<void> print_to_a_full_disk() {
    ::dup2(::open("/dev/full", O_WRONLY), STDOUT_FILENO);
    std::printf("lost\n");
    co_return;
}

TEST(main_program, says_that_standard_output_took_not_everything) {
    Child child(running({}, print_to_a_full_disk));
    EXPECT_EQ(child.rest(), "repeat: standard output: No space left on device\n");
    EXPECT_EQ(child.wait(), 1);
}

TEST(main_program, ends_with_the_failure_status_of_its_own) {
    const auto run = [](Task<void> (*function)()) {
        return [function] {
            char name[] = "g";
            char* words[] = {name, nullptr};
            return kaon::main(1, words, function, {.name = "g", .failure_status = 2});
        };
    };
    EXPECT_EQ(Child(run([]() -> Task<void> { co_await Error(Errc::timeout); })).wait(), 2);
    EXPECT_EQ(Child(run(print_to_a_full_disk)).wait(), 2);
}

TEST(main_program, opens_nothing_in_the_place_of_a_closed_stream) {
    Child child([] {
        const Fd error(::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 10));
        for (int fd = 0; fd <= 2; ++fd) ::close(fd);
        const int status = running({}, []() -> Task<void> {
            std::puts("nobody reads this");
            co_return;
        })();
        const int next = ::open("/dev/null", O_RDONLY);
        ::dprintf(error.number(), "%d\n", next > 2);
        return status;
    });
    EXPECT_EQ(child.rest(), "1\n");
    EXPECT_EQ(child.wait(), 0);
}

TEST(main_program, tells_kaon_dev_that_it_does_not_serve) {
    const auto started_by_dev = [](bool itself) {
        return [itself] {
            ::setenv("KAON_DEV", "/nowhere", 1);
            ::setenv("LISTEN_PID", std::to_string(itself ? ::getpid() : ::getppid()).c_str(), 1);
            return running({"x"}, repeat)();
        };
    };
    EXPECT_EQ(Child(started_by_dev(true)).wait(), dev::does_not_serve);
    EXPECT_EQ(Child(started_by_dev(false)).wait(), 1);  // a tool that a served program runs
}

TEST(main_program, a_second_signal_ends_what_never_waits) {
    Child child(running({}, []() -> Task<void> {
        std::printf("busy\n");
        std::fflush(stdout);
        for (volatile int i = 0;; i = i + 1) {
        }
        co_return;
    }));
    child.wait_for("busy");
    child.signal(SIGINT);
    ::usleep(20'000);
    child.signal(SIGINT);
    EXPECT_EQ(child.wait(), 128 + SIGINT);
}

}  // namespace
}  // namespace kaon::inline v0
