// Handler: any callable; what it throws before it gives a Task is a 500, as what its Task throws.
#include <new>
#include <stdexcept>

#include <gtest/gtest.h>

#include "kaon/transport/test_client/h2_client_test.hpp"
#include "kaon/transport/test_client/serving_test.hpp"

using namespace kaon;
using namespace kaon::transport;
using namespace kaon::http::h2::frames;
using test_client::H2Client, test_client::RawClient, test_client::expect_served, test_client::get_request;

namespace {

// No coroutine itself.
struct Throwing {
    Task<http::Response> operator()(http::Request& request) const {
        if (request.path == "/throw") throw std::runtime_error("before there is a Task");
        if (request.path == "/no-memory") throw std::bad_alloc();
        return answer();
    }
    static Task<http::Response> answer() { co_return http::Response(); }
};

}  // namespace

TEST(handler, that_throws_before_it_gives_a_task_is_answered_500_and_the_server_goes_on) {
    const Throwing handler;
    expect_served(handler, {}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        EXPECT_EQ((co_await client.ask(get_request("/throw"))).status(), 500);
        EXPECT_EQ((co_await client.ask(get_request("/"))).status(), 200);
        H2Client second = co_await H2Client::connect(address);
        co_await second.send(get(1, "/throw") + get(3, "/"));
        EXPECT_EQ((co_await second.answer(1)).status(), 500);
        EXPECT_EQ((co_await second.answer(3)).status(), 200);
    });
}

TEST(handler, that_finds_no_memory_ends_its_request_over_http_1_and_its_connection_over_http_2) {
    const Throwing handler;
    expect_served(handler, {}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        for (int i = 0; i < 3; ++i) {
            RawClient client = co_await RawClient::connect(address);
            EXPECT_EQ((co_await client.ask(get_request("/no-memory"))).status(), 503);
            H2Client second = co_await H2Client::connect(address);
            co_await second.send(get(1, "/") + get(3, "/no-memory"));
            EXPECT_FALSE((co_await second.answer(3)).complete);
            co_await second.rest();
        }
        H2Client other = co_await H2Client::connect(address);
        co_await other.send(get(1, "/"));
        EXPECT_EQ((co_await other.answer(1)).status(), 200);
    });
}

TEST(handler, whose_status_is_not_of_a_final_response_is_answered_500_and_logged) {
    const auto handler = [](http::Request& request) -> Task<http::Response> {
        co_return http::Response{.status = static_cast<http::Status>(std::stoi(std::string(request.path.substr(1))))};
    };
    expect_served(handler, {}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        for (const char* path : {"/42", "/100", "/101", "/103", "/199", "/1000"}) {
            RawClient client = co_await RawClient::connect(address);
            EXPECT_EQ((co_await client.ask(get_request(path))).status(), 500) << path;
            EXPECT_EQ((co_await client.ask(get_request("/299"))).status(), 299) << path;
            H2Client second = co_await H2Client::connect(address);
            co_await second.send(get(1, path));
            EXPECT_EQ((co_await second.answer(1)).status(), 500) << path;
        }
    });
}
