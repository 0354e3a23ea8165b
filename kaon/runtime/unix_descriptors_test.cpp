// Descriptors that go to the other end: the same pipe, none lost, none left open.
#include <algorithm>
#include <string>

#include <dirent.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "kaon/coro/group.hpp"
#include "kaon/runtime/pipe.hpp"
#include "kaon/runtime/runtime.hpp"
#include "kaon/runtime/unix.hpp"

using namespace kaon;
using namespace kaon::runtime;

namespace {

int open_descriptors() {
    int count = 0;
    DIR* folder = ::opendir("/proc/self/fd");
    while (::readdir(folder)) ++count;
    ::closedir(folder);
    return count;
}

Fd copy_of(int number) { return Fd(::fcntl(number, F_DUPFD_CLOEXEC, 0)); }

template <class F>
void between_two_ends(F script) {
    auto program = [&]() -> Task<void> {
        auto [near, far] = co_await UnixStream::pair();
        co_await script(near, far);
    };
    const Result<> ran = Runtime({.cores = 1}).run(program());
    EXPECT_TRUE(ran.has_value()) << ran.error().describe_all();
}

}  // namespace

TEST(unix_descriptors, arrive_with_their_bytes_and_are_closed_here) {
    between_two_ends([](UnixStream& near, UnixStream& far) -> Task<void> {
        int ends[2];
        EXPECT_EQ(::pipe2(ends, O_CLOEXEC), 0);
        std::vector<Fd> writing;
        writing.emplace_back(ends[1]);
        PipeReader reader{Fd(ends[0])};
        co_await near.write_with("take this", std::move(writing));
        char buffer[100];
        WithDescriptors got = co_await far.read_with(buffer, sizeof buffer);
        EXPECT_EQ(std::string(buffer, got.size), "take this");
        EXPECT_EQ(got.descriptors.size(), 1u);
        EXPECT_NE(::fcntl(got.descriptors[0].number(), F_GETFD) & FD_CLOEXEC, 0);
        {
            PipeWriter writer(std::move(got.descriptors[0]));
            co_await writer.write_all("through it");
        }
        // The end comes: nobody else holds the writing end, not even who has sent it.
        EXPECT_EQ(co_await read_to_end(reader, 100), "through it");
    });
}

TEST(unix_descriptors, are_many_and_come_with_large_content) {
    between_two_ends([](UnixStream& near, UnixStream& far) -> Task<void> {
        const std::string large(1'000'000, 'x');
        auto sends = [&]() -> Task<void> {
            std::vector<Fd> descriptors;
            for (int i = 0; i < 253; ++i) descriptors.push_back(copy_of(STDERR_FILENO));
            co_await near.write_with(large, std::move(descriptors));
            near.shutdown_write();
        };
        auto takes = [&]() -> Task<void> {
            std::string buffer(64 * 1024, '\0');
            std::size_t bytes = 0, descriptors = 0;
            for (;;) {
                const WithDescriptors got = co_await far.read_with(buffer.data(), buffer.size(), 1000);
                bytes += got.size;
                descriptors += got.descriptors.size();
                if (got.size == 0) break;
            }
            EXPECT_EQ(bytes, large.size());
            EXPECT_EQ(descriptors, 253u);
        };
        co_await when_all(sends(), takes());
    });
}

TEST(unix_descriptors, that_nobody_asked_for_do_not_stay_open) {
    between_two_ends([](UnixStream& near, UnixStream& far) -> Task<void> {
        const int before = open_descriptors();
        const auto five = [] {
            std::vector<Fd> descriptors;
            for (int i = 0; i < 5; ++i) descriptors.push_back(copy_of(STDERR_FILENO));
            return descriptors;
        };
        char buffer[10];
        for (const std::size_t most : {1, 2, 3, 4}) {
            co_await near.write_with("a", five());
            const auto got = co_await attempt(far.read_with(buffer, 1, most));
            EXPECT_TRUE(!got && got.error().is(Errc::too_large)) << most;
        }
        std::vector<Fd> two = five();
        two.resize(2);
        co_await near.write_with("a", std::move(two));
        EXPECT_FALSE((co_await attempt(far.read_with(buffer, 1, 1))).has_value()) << "one more than was asked for";
        co_await near.write_with("b", five());
        EXPECT_TRUE((co_await attempt(far.read_with(buffer, 1, 0))).error().is(Errc::too_large));
        co_await near.write_with("c", five());
        EXPECT_EQ(co_await far.read(buffer, 1), 1u);
        EXPECT_EQ(open_descriptors(), before);
    });
}

TEST(unix_descriptors, are_refused_before_anything_is_sent) {
    between_two_ends([](UnixStream& near, UnixStream& far) -> Task<void> {
        std::vector<Fd> none(1), many;
        for (int i = 0; i < 254; ++i) many.push_back(copy_of(STDERR_FILENO));
        EXPECT_TRUE((co_await attempt(near.write_with("x", std::move(none)))).error().is(Errc::invalid));
        EXPECT_TRUE((co_await attempt(near.write_with("x", std::move(many)))).error().is(Errc::too_large));
        EXPECT_TRUE((co_await attempt(near.write_with("", {}))).error().is(Errc::invalid));
        co_await near.write_with("only bytes", {});
        char buffer[100];
        const WithDescriptors got = co_await far.read_with(buffer, sizeof buffer);
        EXPECT_EQ(std::string(buffer, got.size), "only bytes");
        EXPECT_TRUE(got.descriptors.empty());
    });
}
