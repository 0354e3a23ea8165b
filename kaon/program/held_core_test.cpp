// A handler that holds its core is told of by its route, in the log of the program that serves it.
#include <csignal>
#include <ctime>

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include "kaon/coro/time.hpp"
#include "kaon/http/h2/frames_test.hpp"
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
                  get<"/later/{id}">([](Path<int> id) -> Task<std::string> {
                      co_await sleep(1ms);
                      compute_for(200);
                      co_return std::to_string(*id);
                  }),
                  get<"/quick">([] { return "quick"; })};
}

// Sends that, closes its side, and reads what comes to its end.
std::string ask(const SocketAddress& address, const std::string& bytes) {
    const Fd fd(::socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
    EXPECT_EQ(::connect(fd.number(), static_cast<const sockaddr*>(address.system()), address.system_size()), 0);
    EXPECT_EQ(::send(fd.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL), std::ssize(bytes));
    ::shutdown(fd.number(), SHUT_WR);
    std::string answer;
    char piece[4096];
    for (ssize_t n; (n = ::recv(fd.number(), piece, sizeof piece, 0)) > 0;)
        answer.append(piece, static_cast<std::size_t>(n));
    return answer;
}

std::string get_request(const std::string& path) { return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n"; }

// A whole program that serves the reports, on a port of its own.
struct Reporter {
    Child child{[] {
        const char* words[] = {"reporter", "--port=0"};
        return kaon::serve(2, const_cast<char**>(words), reports, {.name = "reporter"});
    }};
    SocketAddress address = [this] {
        const std::string port = child.wait_for("reporter on http://127.0.0.1:");
        return SocketAddress::parse("127.0.0.1", static_cast<std::uint16_t>(std::stoi("0" + port))).value();
    }();

    void expect_report(const std::string& route) {
        const std::string said = child.wait_for("a core is held");
        EXPECT_TRUE(said.contains("doing=" + route) || said.contains("doing=\"" + route + "\"")) << said;
        EXPECT_TRUE(said.contains("for=")) << said;
        child.signal(SIGTERM);
        EXPECT_EQ(child.wait(), 0);
    }
};

TEST(held_core, is_reported_with_the_route_that_holds_it) {
    Reporter reporter;
    ask(reporter.address, get_request("/quick"));
    ask(reporter.address, get_request("/reports/17"));
    reporter.expect_report("/reports/{id}");
}

TEST(held_core, is_reported_with_the_route_of_a_stream_over_http_2) {
    namespace h2 = http::h2::frames;
    Reporter reporter;
    const std::string answers =
        ask(reporter.address, h2::greeting() + h2::get(1, "/quick") + h2::get(3, "/reports/17") + h2::get(5, "/quick"));
    EXPECT_TRUE(answers.contains("17") && answers.contains("quick"));
    reporter.expect_report("/reports/{id}");
}

TEST(held_core, is_reported_with_the_route_of_a_stream_over_http_2_that_had_waited) {
    namespace h2 = http::h2::frames;
    Reporter reporter;
    ask(reporter.address, h2::greeting() + h2::get(1, "/later/17") + h2::get(3, "/quick"));
    reporter.expect_report("/later/{id}");
}

}  // namespace
}  // namespace kaon::inline v0
