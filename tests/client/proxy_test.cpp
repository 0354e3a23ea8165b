// Proxies: tunnels for https, proxies that are asked over TLS, credentials that go to the one they are for.
#include "kaon/client/client.hpp"
#include "kaon/runtime/tls_stream.hpp"
#include "tests/client/https_server.hpp"

using namespace kaon;
using namespace kaon::client;
using namespace kaon::client::testing;

namespace {

struct Secret {
    Task<http::Response> operator()(http::Request& request) const {
        co_return http::Response{
            .body = http::Body("for " + std::string(request.headers.get("authorization").value_or("-")) + " by " +
                               std::string(request.headers.get("proxy-authorization").value_or("-")))};
    }
};

template <class From, class To>
Task<void> carry(From& from, To& to) {
    char room[16 * 1024];
    while (const std::size_t count = co_await from.read(room, sizeof room)) co_await to.write_all({room, count});
}

// A proxy that notes what it is asked, and leads every tunnel to one address.
struct Between {
    std::string target;  // "127.0.0.1:PORT"
    std::string refusal{};  // what it answers instead, if anything
    std::vector<std::string> asked{};

    template <class Stream>
    Task<void> serve(Stream& peer) {
        std::string head;
        char room[4096];
        while (!head.ends_with("\r\n\r\n")) {
            const std::size_t count = co_await peer.read(room, sizeof room);
            if (count == 0) co_return;
            head.append(room, count);
        }
        asked.push_back(head);
        if (!refusal.empty()) {
            co_await peer.write_all(refusal);
            co_return;
        }
        if (!head.starts_with("CONNECT ")) {
            co_await peer.write_all("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nplain");
            co_return;
        }
        const auto port = static_cast<std::uint16_t>(std::stoi(target.substr(target.rfind(':') + 1)));
        auto server = co_await runtime::TcpStream::connect(runtime::SocketAddress::parse("127.0.0.1", port).value());
        co_await peer.write_all("HTTP/1.1 200 Connection established\r\n\r\n");
        co_await first_of(carry(peer, server), carry(server, peer));
    }
};

// Runs the proxy beside the script, which gets its port.
Task<void> with_proxy(Speak speak, std::function<Task<void>(std::string port)> script) {
    auto listener = co_await runtime::TcpListener::bind(runtime::SocketAddress::parse("127.0.0.1", 0).value());
    co_await first_of(script(std::to_string(listener.address().port())), accept_all(listener, speak));
}

ClientOptions through(const Https& https, std::string proxy) {
    ClientOptions options = https.options();
    options.proxy_url = std::move(proxy);
    options.addresses.clear();  // the name is for the proxy to resolve
    return options;
}

}  // namespace

TEST(client_proxy, https_goes_through_a_tunnel_that_sees_no_more_than_the_host) {
    with_https_server(Secret{}, [](const Https& https) -> Task<void> {
        Between proxy{https.address};
        const Speak speak = [&](runtime::TcpStream peer) -> Task<void> { co_await proxy.serve(peer); };
        co_await with_proxy(speak, [&](std::string port) -> Task<void> {
            const Client client(through(https, "http://ada:pass@127.0.0.1:" + port));
            EXPECT_EQ(co_await client.get("https://api.example/a").bearer("token").text(), "for Bearer token by -");
        });
        EXPECT_EQ(proxy.asked.size(), 1u);
        if (proxy.asked.empty()) co_return;
        const std::string& head = proxy.asked[0];
        EXPECT_TRUE(head.starts_with("CONNECT api.example:443 HTTP/1.1\r\n")) << head;
        EXPECT_NE(head.find("Proxy-Authorization: Basic YWRhOnBhc3M=\r\n"), std::string::npos) << head;
        for (std::string_view hidden : {"token", "/a", "traceparent", "accept-encoding"})
            EXPECT_EQ(head.find(hidden), std::string::npos) << head;
    });
}

TEST(client_proxy, that_speaks_tls_is_verified_like_every_server) {
    with_https_server(Secret{}, [](const Https& https) -> Task<void> {
        const auto own = runtime::make_certificate({.names = {"127.0.0.1"}}).value();
        const auto tls = runtime::TlsServer::load({.certificates = {own}}).value();
        std::ifstream server_authority(https.authority_file);
        const std::string trusted((std::istreambuf_iterator<char>(server_authority)), {});
        const TextFile both(own.chain + trusted);
        Between proxy{https.address};
        const Speak speak = [&](runtime::TcpStream peer) -> Task<void> {
            auto secure = co_await runtime::TlsStream::accept(std::move(peer), *tls);
            co_await proxy.serve(secure);
        };
        co_await with_proxy(speak, [&](std::string port) -> Task<void> {
            ClientOptions options = through(https, "https://127.0.0.1:" + port);
            EXPECT_EQ(kind_of(co_await attempt(Client(options).get("https://api.example/").text())), "tls");
            EXPECT_TRUE(proxy.asked.empty()) << "nothing is told to a proxy that nobody vouches for";
            options.ca_file = both.path();
            EXPECT_EQ(co_await Client(options).get("https://api.example/").text(), "for - by -");
            EXPECT_EQ(co_await Client(options).get("http://far.example/").text(), "plain");
        });
        EXPECT_EQ(proxy.asked.size(), 2u);
    });
}

TEST(client_proxy, that_refuses_a_tunnel_leaves_us_unconnected) {
    with_https_server(Secret{}, [](const Https& https) -> Task<void> {
        for (std::string_view status : {"407 Proxy Authentication Required", "403 Forbidden", "502 Bad Gateway"}) {
            Between proxy{https.address, "HTTP/1.1 " + std::string(status) + "\r\ncontent-length: 0\r\n\r\n"};
            const Speak speak = [&](runtime::TcpStream peer) -> Task<void> { co_await proxy.serve(peer); };
            co_await with_proxy(speak, [&](std::string port) -> Task<void> {
                const Client client(through(https, "http://127.0.0.1:" + port));
                auto outcome = co_await attempt(client.post("https://api.example/").json(1).text());
                EXPECT_EQ(kind_of(outcome), "unconnected") << status;
            });
        }
    });
}
