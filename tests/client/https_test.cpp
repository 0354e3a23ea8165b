// HTTP/2 as TLS agrees on it, connections that are shared, and certificates of our own, against our own server.
#include <set>

#include "kaon/base/mutex.hpp"
#include "kaon/base/peer_certificate.hpp"
#include "kaon/client/client.hpp"
#include "kaon/coro/join.hpp"
#include "kaon/http/message.hpp"
#include "tests/client/https_server.hpp"

using namespace kaon;
using namespace kaon::client;
using namespace kaon::client::testing;

namespace {

// Notes from which port each request came, and over which version; "/echo" gives the content back.
struct Notes {
    struct Seen {
        std::set<std::uint16_t> ports;
        std::set<http::Version> versions;
        int requests = 0;
    };
    Mutex<Seen> seen;

    Task<http::Response> operator()(http::Request& request) const {
        seen.with([&](Seen& s) {
            s.ports.insert(request.peer.port);
            s.versions.insert(request.version);
            ++s.requests;
        });
        http::Response response;
        if (request.path == "/echo") response.body = http::Body::stream(echo(request));
        else response.body = http::Body(std::string(request.scheme) + " " + std::string(request.authority));
        co_return response;
    }
    static Stream<std::string> echo(http::Request& request) {
        while (auto piece = co_await request.body.read()) co_yield std::string(*piece);
    }
    Seen all() const {
        return seen.with([](Seen& s) { return s; });
    }
};

Stream<std::string> pieces(int count) {
    for (int i = 0; i < count; ++i) co_yield std::string(16 * 1024, static_cast<char>('a' + i % 26));
}

Task<std::vector<std::string>> ask_many(const Client& client, int count) {
    std::vector<Task<std::string>> tasks;
    for (int i = 0; i < count; ++i) tasks.push_back(client.get("https://api.example/n/{}", i).text());
    return when_all(std::move(tasks));
}

}  // namespace

TEST(client_https, many_requests_share_a_connection_of_http_2) {
    const Notes notes;
    with_https_server(notes, [&](const Https& https) -> Task<void> {
        const Client client(https.options());
        for (const std::string& told : co_await ask_many(client, 50)) EXPECT_EQ(told, "https api.example");
        Response answer = co_await client.get("https://api.example/").send();
        EXPECT_EQ(answer.version(), http::Version::http_2);
        EXPECT_EQ(co_await answer.text(), "https api.example");
    });
    const Notes::Seen seen = notes.all();
    EXPECT_EQ(seen.requests, 51);
    EXPECT_EQ(seen.ports.size(), 1u);
    EXPECT_EQ(seen.versions, std::set{http::Version::http_2});
}

TEST(client_https, http_1_1_is_spoken_where_it_is_asked_for) {
    const Notes notes;
    with_https_server(notes, [&](const Https& https) -> Task<void> {
        ClientOptions options = https.options();
        options.protocol = Protocol::http_1_1;
        options.connections_per_host = 4;
        const Client client(options);
        EXPECT_EQ((co_await ask_many(client, 20)).size(), 20u);
    });
    const Notes::Seen seen = notes.all();
    EXPECT_EQ(seen.versions, std::set{http::Version::http_1_1});
    EXPECT_EQ(seen.requests, 20);
    EXPECT_LE(seen.ports.size(), 4u);
}

TEST(client_https, contents_stream_both_ways_over_http_2) {
    const Notes notes;
    with_https_server(notes, [](const Https& https) -> Task<void> {
        ClientOptions options = https.options();
        options.content_bytes = 64 << 20;
        const Client client(options);
        const auto echo = [&]() -> Task<std::uint64_t> {
            Response answer = co_await client.post("https://api.example/echo")
                                  .body(http::Body::stream(pieces(200)), "application/octet-stream")
                                  .send();
            EXPECT_EQ(answer.version(), http::Version::http_2);
            std::uint64_t count = 0;
            bool right = true;
            while (auto piece = co_await answer.read()) {
                for (std::size_t i = 0; i < piece->size(); i += 512)
                    right = right && (*piece)[i] == static_cast<char>('a' + (count + i) / (16 * 1024) % 26);
                count += piece->size();
            }
            EXPECT_TRUE(right);
            co_return count;
        };
        const auto [first, second, third] = co_await when_all(echo(), echo(), echo());
        EXPECT_EQ(first, 200u * 16 * 1024);
        EXPECT_EQ(second, first);
        EXPECT_EQ(third, first);
    });
    EXPECT_EQ(notes.all().ports.size(), 1u);
}

// One stream of a shared connection that is cancelled, or not read, is nothing to the others.
TEST(client_https, a_request_that_is_given_up_leaves_the_others_of_its_connection_alone) {
    struct Slow {
        Notes notes;
        Task<http::Response> operator()(http::Request& request) const {
            if (request.path == "/slow") co_await sleep(1h);
            if (request.path != "/endless") co_return co_await notes(request);
            http::Response response;
            response.body = http::Body::stream(endless());
            co_return response;
        }
        static Stream<std::string> endless() {
            for (;;) co_yield std::string(64 * 1024, 'x');
        }
    };
    const Slow handler;
    with_https_server(handler, [](const Https& https) -> Task<void> {
        const Client client(https.options());
        EXPECT_EQ(co_await client.get("https://api.example/").text(), "https api.example");
        auto unread = co_await client.get("https://api.example/endless").send();
        auto late = co_await attempt(kaon::timeout(50ms, client.get("https://api.example/slow").text()));
        EXPECT_TRUE(late.error().is(Errc::timeout));
        for (const std::string& told : co_await ask_many(client, 20)) EXPECT_EQ(told, "https api.example");
        EXPECT_EQ((co_await unread.read()).has_value(), true);
    });
    EXPECT_EQ(handler.notes.all().ports.size(), 1u);
}

TEST(client_https, http_2_is_spoken_at_once_where_it_is_known) {
    const Notes notes;
    with_server(notes, [](std::string base) -> Task<void> {
        const Client client({.base_url = base, .protocol = Protocol::http_2_at_once});
        Response answer = co_await client.get("/").send();
        EXPECT_EQ(answer.version(), http::Version::http_2);
        EXPECT_EQ(co_await answer.text(), "http " + base.substr(7));
    });
    EXPECT_EQ(notes.all().versions, std::set{http::Version::http_2});
}

TEST(client_https, a_certificate_says_who_we_are_to_a_server_that_asks) {
    struct Names {
        Task<http::Response> operator()(http::Request& request) const {
            co_return http::Response{.body = http::Body(request.certificate->common_name)};
        }
    };
    const auto authority = runtime::make_certificate({.names = {"authority"}, .authority = true}).value();
    const auto billing = runtime::make_certificate({.names = {"billing"}, .issuer = &authority}).value();
    const auto stranger = runtime::make_certificate({.names = {"billing"}}).value();
    const TextFile chain(billing.chain), key(billing.key), both(billing.chain + billing.key);
    const TextFile strange(stranger.chain + stranger.key);
    const auto script = [&](const Https& https) -> Task<void> {
        const auto ask = [&](std::string certificate, std::string key_file) -> Task<std::string> {
            ClientOptions options = https.options();
            options.certificate_file = std::move(certificate);
            options.key_file = std::move(key_file);
            auto told = co_await attempt(Client(options).get("https://api.example/").text());
            co_return told ? *told : kind_of(told);
        };
        EXPECT_EQ(co_await ask(chain.path(), key.path()), "billing");
        EXPECT_EQ(co_await ask(both.path(), ""), "billing");
        EXPECT_EQ(co_await ask("", ""), "tls");
        EXPECT_EQ(co_await ask(strange.path(), ""), "tls");
        EXPECT_EQ(co_await ask("/nonexistent/certificate.pem", ""), "tls");
        EXPECT_EQ(co_await ask(chain.path(), "/nonexistent/key.pem"), "tls");
    };
    with_https_server(
        Names{}, script,
        {.client_certificates = runtime::ClientCertificates::required, .client_authorities = authority.chain});
}
