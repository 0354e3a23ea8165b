// Pipes: both ways, a reader that has gone, standard input of each kind.
#include <csignal>
#include <string>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "kaon/coro/group.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/runtime/pipe.hpp"
#include "kaon/runtime/runtime.hpp"

using namespace kaon;
using namespace kaon::runtime;

namespace {

template <class T>
Result<T> alone(Task<T> task, LostReader lost_reader = LostReader::is_an_error) {
    return Runtime({.cores = 1, .lost_reader = lost_reader}).run(std::move(task));
}

// Descriptor 0 is another one while this lives.
struct Input {
    int before = ::dup(0);
    explicit Input(int fd) {
        ::dup2(fd, 0);
        ::close(fd);
    }
    ~Input() {
        ::dup2(before, 0);
        ::close(before);
    }
};

Task<std::string> all_input() {
    StandardInput input;
    co_return co_await read_to_end(input, 1000);
}

}  // namespace

TEST(pipe, carries_more_than_it_holds) {
    auto program = []() -> Task<std::size_t> {
        auto [reader, writer] = co_await pipe();
        auto write = [](PipeWriter to) -> Task<void> { co_await to.write_all(std::string(1'000'000, 'x')); };
        auto [read, written] = co_await when_all(read_to_end(reader, 2'000'000), write(std::move(writer)));
        co_return read.size();
    };
    EXPECT_EQ(alone(program()).value(), 1'000'000u);
}

TEST(pipe, a_lost_reader_is_an_error_even_where_it_ends_the_program) {
    auto program = []() -> Task<bool> {
        auto [reader, writer] = co_await pipe();
        {
            PipeReader gone = std::move(reader);
        }
        Result<> written = co_await attempt(writer.write_all("x"));
        co_return written.error().is(Errc::unavailable);
    };
    EXPECT_TRUE(alone(program(), LostReader::ends_the_program).value());
    std::signal(SIGPIPE, SIG_IGN);
}

TEST(standard_input, is_a_pipe_a_file_or_nothing) {
    {
        int ends[2];
        ASSERT_EQ(::pipe(ends), 0);
        ASSERT_EQ(::write(ends[1], "piped", 5), 5);
        ::close(ends[1]);
        const Input input(ends[0]);
        EXPECT_EQ(alone(all_input()).value(), "piped");
    }
    {
        const int file = ::open("/tmp", O_TMPFILE | O_RDWR, 0600);
        ASSERT_EQ(::write(file, "filed", 5), 5);
        ::lseek(file, 0, SEEK_SET);
        const Input input(file);
        EXPECT_EQ(alone(all_input()).value(), "filed");
    }
    {
        const Input input(::open("/dev/null", O_RDONLY));
        EXPECT_EQ(alone(all_input()).value(), "");
    }
}

TEST(standard_input, that_says_nothing_can_be_given_up) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    {
        const Input input(ends[0]);
        EXPECT_TRUE(alone(timeout(10ms, all_input())).error().is(Errc::timeout));
        EXPECT_EQ(::fcntl(0, F_GETFL) & O_NONBLOCK, 0) << "others share its flags";
    }
    ::close(ends[1]);
}
