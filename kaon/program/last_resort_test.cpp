// A program whose handlers do not end: it ends all the same, and says whose fault it was.
#include <cerrno>
#include <csignal>

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include "kaon/base/fd.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/program/serve.hpp"
#include "kaon/program/testing/child.hpp"
#include "kaon/runtime/socket_address.hpp"

namespace kaon::inline v0 {
namespace {

using program::testing::Child;
using runtime::SocketAddress;

SocketAddress address_of(Child& child) {
    const std::string port = child.wait_for("http://127.0.0.1:");
    return SocketAddress::parse("127.0.0.1", static_cast<std::uint16_t>(std::stoi("0" + port))).value();
}

Fd ask(const SocketAddress& address, std::string_view path) {
    Fd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const timeval patience{.tv_sec = 10};
    ::setsockopt(fd.number(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    EXPECT_EQ(::connect(fd.number(), static_cast<const sockaddr*>(address.system()), address.system_size()), 0);
    const std::string request = "GET " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n\r\n";
    EXPECT_EQ(::send(fd.number(), request.data(), request.size(), MSG_NOSIGNAL), std::ssize(request));
    return fd;
}

void pause(int milliseconds) { ::usleep(static_cast<useconds_t>(milliseconds) * 1000); }

// True: its end came. False: nothing did, or content.
bool ends(const Fd& connection) {
    char byte;
    const ssize_t n = ::recv(connection.number(), &byte, 1, 0);
    return n == 0 || (n < 0 && errno == ECONNRESET);
}

}  // namespace

TEST(last_resort, a_handler_that_ignores_its_cancellation_is_named_and_left_behind) {
    Child child({KAON_RESTARTING, "--port=0"});
    const SocketAddress address = address_of(child);
    const Fd stuck = ask(address, "/stuck");
    pause(100);
    child.signal(SIGTERM);
    EXPECT_NE(child.wait_for("a handler ignores its cancellation").find("path=/stuck"), std::string::npos);
    EXPECT_TRUE(ends(stuck)) << "its peer does not wait for the process";
    EXPECT_NE(child.rest().find("did not end in time"), std::string::npos);
    EXPECT_EQ(child.wait(), 1);
}

TEST(last_resort, cores_that_are_held_hear_of_no_signal_and_the_program_ends_all_the_same) {
    Child child({KAON_RESTARTING, "--port=0"});
    const SocketAddress address = address_of(child);
    // One for each core: the emptier one takes the second.
    const Fd first = ask(address, "/busy");
    pause(50);
    const Fd second = ask(address, "/busy");
    pause(100);
    child.signal(SIGTERM);
    const std::string said = child.rest();
    const std::size_t one = said.find("a core is held and cannot be stopped");
    ASSERT_NE(one, std::string::npos) << said;
    EXPECT_NE(said.find("doing=/busy", one), std::string::npos) << said;
    EXPECT_NE(said.find("did not end in time"), std::string::npos) << said;
    EXPECT_EQ(child.wait(), 1);
}

// Sums of times that are as long as can be are no times that have passed.
TEST(last_resort, does_not_come_where_a_drain_may_take_for_ever) {
    Child child([] {
        const auto router = [] {
            return Router{get<"/slow">([]() -> Task<std::string> {
                co_await sleep(300ms);
                co_return "slow";
            })};
        };
        const char* words[] = {"patient", "--port=0"};
        return kaon::serve(2, const_cast<char**>(words), router,
                           {.name = "patient",
                            .server = {.write_grace = Duration::max(),
                                       .drain_timeout = Duration::max(),
                                       .stuck_timeout = Duration::max()}});
    });
    const Fd slow = ask(address_of(child), "/slow");
    pause(100);
    child.signal(SIGTERM);
    std::string answer(1000, '\0');
    const ssize_t n = ::recv(slow.number(), answer.data(), answer.size(), 0);
    EXPECT_TRUE(n > 0 && answer.substr(0, static_cast<std::size_t>(n)).ends_with("slow"));
    EXPECT_EQ(child.wait(), 0);
}

TEST(last_resort, is_not_needed_by_a_program_that_still_starts) {
    Child child([] {
        const auto start = []() -> Task<Service> {
            std::puts("starting");
            std::fflush(stdout);
            co_await sleep(1h);
            co_return Error(Errc::unavailable, "never");
        };
        const char* words[] = {"starter", "--port=0"};
        return kaon::serve(2, const_cast<char**>(words), start, {.name = "starter"});
    });
    child.wait_for("starting");
    child.signal(SIGTERM);
    EXPECT_EQ(child.rest().find("did not end in time"), std::string::npos);
    EXPECT_EQ(child.wait(), 0);
}

TEST(last_resort, a_second_signal_shortens_the_wait_for_what_is_stuck) {
    Child child({KAON_RESTARTING, "--port=0", "--log-level=info"});
    const SocketAddress address = address_of(child);
    const Fd stuck = ask(address, "/stuck");
    pause(100);
    child.signal(SIGTERM);
    child.wait_for("stopping");
    child.signal(SIGINT);
    const std::string said = child.rest();
    EXPECT_NE(said.find("stopping at once"), std::string::npos) << said;
    EXPECT_NE(said.find("path=/stuck"), std::string::npos) << said;
    EXPECT_EQ(child.wait(), 1);
}

}  // namespace kaon::inline v0
