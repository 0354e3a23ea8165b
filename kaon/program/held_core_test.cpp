// A handler that holds its core is told of by its route, in the log of the program that serves it.
#include <csignal>
#include <ctime>

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include "kaon/program/serve.hpp"
#include "kaon/program/testing/child.hpp"
#include "kaon/runtime/socket_address.hpp"
#include "kaon/web/extract/path.hpp"

namespace kaon::inline v0 {
namespace {

using program::testing::Child;
using runtime::SocketAddress;

// Processor time: that a busy machine gives it none for a while is not what is reported.
void compute_for(long milliseconds) {
    timespec now{};
    const auto passed = [&] {
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return now.tv_sec * 1000 + now.tv_nsec / 1'000'000;
    };
    for (const long begin = passed(); passed() - begin < milliseconds;) {
    }
}

Router<> reports() {
    return Router{get<"/reports/{id}">([](Path<int> id) {
                      compute_for(200);
                      return std::to_string(*id);
                  }),
                  get<"/quick">([] { return "quick"; })};
}

void ask(const SocketAddress& address, const char* path) {
    const Fd fd(::socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
    ASSERT_EQ(::connect(fd.number(), static_cast<const sockaddr*>(address.system()), address.system_size()), 0);
    const std::string request = "GET " + std::string(path) + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    ASSERT_EQ(::send(fd.number(), request.data(), request.size(), MSG_NOSIGNAL), std::ssize(request));
    char answer[4096];
    while (::recv(fd.number(), answer, sizeof answer, 0) > 0) {
    }
}

TEST(held_core, is_reported_with_the_route_that_holds_it) {
    Child child([] {
        const char* words[] = {"reporter", "--port=0"};
        return kaon::serve(2, const_cast<char**>(words), reports, {.name = "reporter"});
    });
    const std::string port = child.wait_for("reporter on http://127.0.0.1:");
    const auto address = SocketAddress::parse("127.0.0.1", static_cast<std::uint16_t>(std::stoi("0" + port))).value();
    ask(address, "/quick");
    ask(address, "/reports/17");
    const std::string said = child.wait_for("a core is held");
    EXPECT_TRUE(said.contains("doing=/reports/{id}") || said.contains("doing=\"/reports/{id}\"")) << said;
    EXPECT_TRUE(said.contains("for=")) << said;
    child.signal(SIGTERM);
    EXPECT_EQ(child.wait(), 0);
}

}  // namespace
}  // namespace kaon::inline v0
