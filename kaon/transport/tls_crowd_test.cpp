// Many who shake hands at once: whose requests they hold up, and that all of them have their turn.
#include <functional>

#include <gtest/gtest.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "kaon/runtime/tls_peer_test.hpp"
#include "kaon/transport/test_client/serving_test.hpp"
#include "kaon/transport/test_client/tls_site_test.hpp"

using namespace kaon;
using namespace kaon::transport;
using runtime::test::TlsPeer;
using test_client::get_request, test_client::RawClient, test_client::tls;

namespace {

constexpr std::size_t crowd_size = 40;
constexpr std::size_t steps_in_turn = 8;

void send_now(int fd, std::string_view bytes) {
    EXPECT_EQ(::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL), static_cast<ssize_t>(bytes.size()));
}

bool has_input(int fd) {
    int count = 0;
    return ::ioctl(fd, FIONREAD, &count) == 0 && count > 0;
}

struct Client {
    RawClient raw;
    TlsPeer peer{{.protocol = "http/1.1"}};

    Task<void> shake_hands() {
        while (!peer.done()) {
            co_await raw.send(peer.next());
            if (!peer.done()) peer.take(co_await raw.piece());
        }
    }
    Task<std::string> ask(std::string path) {
        co_await raw.send(peer.seal(get_request(path)));
        co_return co_await answer();
    }
    Task<std::string> answer() {
        std::string text;
        while (!text.ends_with("answer")) {
            const std::string piece = co_await raw.piece();
            if (piece.empty()) break;
            peer.take(piece);
            text += peer.open();
        }
        co_return text;
    }
};

// A server on the one core that the script runs on as well.
template <class S, class F>
Result<> serve_on_one_core(const S& service, F script) {
    runtime::Runtime runtime({.cores = 1});
    return runtime.run([&]() -> Task<void> {
        Server server = co_await Server::bind(runtime::SocketAddress::parse("127.0.0.1", 0).value(), {.tls = tls()});
        const auto act = [&]() -> Task<void> {
            Result<> ended = co_await attempt(script(server.address()));
            server.stop();
            co_await std::move(ended);
        };
        co_await when_all(server.serve(runtime, service), act());
    }());
}

}  // namespace

// The core is held while all of it arrives, the request last: the next turn of the loop finds everything at once.
TEST(tls_crowd, stands_ahead_of_a_request_with_few_steps) {
    std::function<void()> at_hold;
    std::function<void()> at_request;
    const auto service = [&](http::Request& request) -> Task<http::Response> {
        if (request.path == "/hold") at_hold();
        if (request.path == "/request") at_request();
        http::Response response;
        response.body = http::Body("answer");
        co_return response;
    };
    const auto script = [&](runtime::SocketAddress address) -> Task<void> {
        std::vector<std::unique_ptr<Client>> crowd;
        for (std::size_t i = 0; i < crowd_size; ++i)
            crowd.push_back(std::make_unique<Client>(co_await RawClient::connect(address)));
        Client holding{co_await RawClient::connect(address)}, asking{co_await RawClient::connect(address)};
        co_await holding.shake_hands();
        co_await asking.shake_hands();
        // Accepted in order: behind this the crowd is watched.
        EXPECT_TRUE((co_await asking.ask("/")).ends_with("answer"));
        at_hold = [&] {
            for (const auto& client : crowd) send_now(client->raw.fd(), client->peer.next());
            send_now(asking.raw.fd(), asking.peer.seal(get_request("/request")));
        };
        std::size_t ahead = 0;
        at_request = [&] {
            for (const auto& client : crowd) ahead += has_input(client->raw.fd());
        };
        EXPECT_TRUE((co_await holding.ask("/hold")).ends_with("answer"));
        EXPECT_TRUE((co_await asking.answer()).ends_with("answer"));
        EXPECT_LE(ahead, steps_in_turn);
        for (const auto& client : crowd) {
            client->peer.take(co_await client->raw.piece());
            co_await client->shake_hands();
            EXPECT_TRUE((co_await client->ask("/")).ends_with("answer")) << "nobody is forgotten";
        }
    };
    EXPECT_TRUE(serve_on_one_core(service, script).has_value());
}
