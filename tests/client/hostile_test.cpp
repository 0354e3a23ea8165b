// Servers that mean harm, or that break: each gives a typed error in time, and never what was not sent.
#include "kaon/coro/join.hpp"
#include "tests/client/gzip.hpp"
#include "tests/client/served.hpp"

using namespace kaon;
using namespace kaon::client;
using namespace kaon::client::testing;

namespace {

const ClientOptions quick{.connect_timeout = 1s,
                          .first_byte_timeout = 200ms,
                          .idle_timeout = 200ms,
                          .total_timeout = 2s,
                          .content_bytes = 1 << 20,
                          .retries = {.attempts = 1}};

// Asks once and gives the name of what came of it.
Task<std::string> outcome_of(Client client, std::string url) {
    co_return kind_of(co_await attempt(client.get(url).text()));
}

std::string coded(std::string_view coding, std::string_view content) {
    return "HTTP/1.1 200 OK\r\ncontent-encoding: " + std::string(coding) +
           "\r\ncontent-length: " + std::to_string(content.size()) + "\r\n\r\n" + std::string(content);
}

}  // namespace

TEST(client_hostile, answers_that_are_none_are_errors) {
    struct Case {
        std::string_view answer, outcome;
    };
    constexpr Case cases[] = {
        {"", "broken"},
        {"HTTP/1.1 200 OK\r\nx: 1\r\n", "broken"},
        {"hello\r\n\r\n", "malformed"},
        {"HTTP/1.1 abc\r\n\r\n", "malformed"},
        {"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nshort", "broken"},
        {"HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nab", "malformed"},
        {"HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n", "malformed"},
        {"HTTP/1.1 200 OK\r\ncontent-length: 99999999999999999999\r\n\r\nab", "malformed"},
        {"HTTP/1.1 200 OK\r\nno colon\r\ncontent-length: 0\r\n\r\n", "malformed"},
        {"HTTP/1.1 200 OK\r\nx y: 1\r\ncontent-length: 0\r\n\r\n", "malformed"},
        {"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n", "broken"},
        {"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab", "broken"},
        {"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nfffffffffffffffff\r\nab", "broken"},
    };
    for (const Case& c : cases) {
        with_raw_server(says(std::string(c.answer)), [&](std::string base) -> Task<void> {
            EXPECT_EQ(co_await outcome_of(Client(quick), base), c.outcome) << c.answer;
        });
    }
}

TEST(client_hostile, interim_answers_are_passed_over) {
    with_raw_server(says("HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"
                         "content-length: 2\r\n\r\nok"),
                    [](std::string base) -> Task<void> {
                        Response answer = co_await Client(quick).get(base).send();
                        EXPECT_EQ(answer.header("link"), "");
                        EXPECT_EQ(co_await answer.text(), "ok");
                    });
}

TEST(client_hostile, heads_without_end_are_too_large) {
    const Speak endless = [](runtime::TcpStream peer) -> Task<void> {
        co_await read_head(peer);
        co_await peer.write_all("HTTP/1.1 200 OK\r\n");
        for (;;) co_await peer.write_all("x-field: 0123456789\r\n");
    };
    with_raw_server(endless, [](std::string base) -> Task<void> {
        EXPECT_EQ(co_await outcome_of(Client(quick), base), "too_large");
    });
    with_raw_server(
        says("HTTP/1.1 200 OK\r\nx: " + std::string(80'000, 'y') + "\r\n\r\n"),
        [](std::string base) -> Task<void> { EXPECT_EQ(co_await outcome_of(Client(quick), base), "too_large"); });
}

TEST(client_hostile, silence_and_slow_drips_end_by_their_timeouts) {
    const Speak silent = [](runtime::TcpStream peer) -> Task<void> {
        co_await read_head(peer);
        co_await sleep(1h);
    };
    const Speak dripping = [](runtime::TcpStream peer) -> Task<void> {
        co_await read_head(peer);
        co_await peer.write_all("HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n");
        for (;;) {
            co_await sleep(20ms);
            co_await peer.write_all("x");
        }
    };
    for (const Speak& speak : {silent, dripping}) {
        with_raw_server(speak, [](std::string base) -> Task<void> {
            ClientOptions options = quick;
            options.total_timeout = 500ms;
            EXPECT_EQ(co_await outcome_of(Client(options), base), "timeout");
        });
    }
}

TEST(client_hostile, bombs_are_not_unpacked_beyond_the_limit) {
    const std::string bomb = gzip(std::string(200 << 20, '\0'));
    ASSERT_LT(bomb.size(), 400'000u);
    with_raw_server(says(coded("gzip", bomb)), [](std::string base) -> Task<void> {
        EXPECT_EQ(co_await outcome_of(Client(quick), base), "too_large");
    });
}

TEST(client_hostile, codings_are_read_or_refused) {
    struct Case {
        std::string answer, outcome;
    };
    const std::string packed = gzip("hello");
    const Case cases[] = {
        {coded("gzip", packed), "value"},
        {coded("GZIP", packed + gzip(" again")), "value"},
        {coded("gzip", packed.substr(0, packed.size() - 1)), "malformed"},
        {coded("gzip", "hello"), "malformed"},
        {coded("br", "hello"), "malformed"},
        {coded("zstd", "hello"), "malformed"},
        {coded("gzip", packed + "junk"), "malformed"},
        {coded("unknown", "hello"), "value"},
    };
    for (const Case& c : cases) {
        with_raw_server(says(c.answer), [&](std::string base) -> Task<void> {
            EXPECT_EQ(co_await outcome_of(Client(quick), base), c.outcome) << c.answer;
        });
    }
}

TEST(client_hostile, a_coding_in_parts_is_read_however_its_parts_arrive) {
    const std::string first = gzip("hello"), second = gzip(" again");
    const std::string head =
        "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: " + std::to_string(first.size() + second.size()) +
        "\r\n\r\n";
    for (const std::size_t cut : {first.size() - 1, first.size(), first.size() + 1}) {
        const std::string all = first + second;
        const Speak in_two = [&](runtime::TcpStream peer) -> Task<void> {
            co_await read_head(peer);
            co_await peer.write_all(head + all.substr(0, cut));
            co_await sleep(20ms);
            co_await peer.write_all(all.substr(cut));
        };
        with_raw_server(in_two, [&](std::string base) -> Task<void> {
            EXPECT_EQ((co_await attempt(Client(quick).get(base).text())).value_or("nothing"), "hello again") << cut;
        });
    }
}

// Over plain HTTP nobody can agree on HTTP/2, so the second request has nothing to wait for.
TEST(client_hostile, a_slow_first_answer_keeps_no_other_request_waiting) {
    int heads = 0;
    const Speak together = [&](runtime::TcpStream peer) -> Task<void> {
        co_await read_head(peer);
        ++heads;
        while (heads < 3) co_await sleep(1ms);
        co_await peer.write_all("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
    };
    with_raw_server(together, [&](std::string base) -> Task<void> {
        Client client(quick);
        auto told = co_await join(client.get(base).text(), client.get(base).text(), client.get(base).text());
        EXPECT_EQ(std::get<0>(told).value_or("late"), "ok");
        EXPECT_EQ(std::get<2>(told).value_or("late"), "ok");
    });
}

TEST(client_hostile, a_post_is_never_sent_twice_behind_our_back) {
    int requests = 0;
    // Closes the connection at its second request, as a server does whose patience ended meanwhile.
    const Speak once = [&](runtime::TcpStream peer) -> Task<void> {
        co_await read_head(peer);
        ++requests;
        co_await peer.write_all("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
        co_await read_head(peer);
        ++requests;
    };
    with_raw_server(once, [&](std::string base) -> Task<void> {
        Client client(quick);
        EXPECT_EQ(co_await client.get(base).text(), "ok");
        EXPECT_EQ(kind_of(co_await attempt(client.post(base).json(1).text())), "broken");
        EXPECT_EQ(requests, 2);
        EXPECT_EQ(co_await client.get(base).text(), "ok");
        EXPECT_EQ(co_await client.get(base).text(), "ok") << "what changes nothing goes on another connection";
    });
}

TEST(client_hostile, nobody_there_is_unconnected) {
    with_raw_server(says(""), [](std::string) -> Task<void> {
        EXPECT_EQ(co_await outcome_of(Client(quick), "http://127.0.0.1:1/"), "unconnected");
    });
}

TEST(client_reach, private_addresses_are_refused_before_anything_is_sent) {
    int accepted = 0;
    const Speak count = [&](runtime::TcpStream) -> Task<void> {
        ++accepted;
        co_return;
    };
    with_raw_server(count, [&](std::string base) -> Task<void> {
        ClientOptions options = quick;
        options.reach = Reach::public_only;
        const std::string port = base.substr(base.rfind(':'));
        options.addresses = {{"public.example", "127.0.0.1" + port}};
        for (std::string host : {"127.0.0.1", "localhost", "0x7f.1", "2130706433", "0177.0.0.1", "[::1]", "0",
                                 "[::ffff:127.0.0.1]", "public.example"})
            EXPECT_EQ(co_await outcome_of(Client(options), "http://" + host + port + "/"), "refused_address") << host;
        EXPECT_EQ(accepted, 0);
    });
}

TEST(client_reach, hosts_can_be_given_addresses) {
    with_raw_server(says("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"), [](std::string base) -> Task<void> {
        ClientOptions options = quick;
        options.addresses = {{"api.example", base.substr(7)}};
        EXPECT_EQ(co_await outcome_of(Client(options), "http://api.example/"), "value");
    });
}

TEST(client_proxy, is_asked_in_the_place_of_the_server) {
    std::string asked;
    const Speak proxy = [&](runtime::TcpStream peer) -> Task<void> {
        asked = co_await read_head(peer);
        co_await peer.write_all("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
    };
    with_raw_server(proxy, [&](std::string base) -> Task<void> {
        ClientOptions options = quick;
        options.proxy_url = base;
        EXPECT_EQ(co_await outcome_of(Client(options), "http://far.example/a"), "value");
        EXPECT_TRUE(asked.starts_with("GET http://far.example/a HTTP/1.1\r\n")) << asked;
        options.proxy_url.clear();
        options.proxy = Proxy::none;
        ::setenv("http_proxy", base.c_str(), 1);
        asked.clear();
        EXPECT_EQ(co_await outcome_of(Client(options), base + "/direct"), "value");
        EXPECT_TRUE(asked.starts_with("GET /direct ")) << asked;
        options.proxy = Proxy::environment;
        EXPECT_EQ(co_await outcome_of(Client(options), "http://far.example/env"), "value");
        EXPECT_TRUE(asked.starts_with("GET http://far.example/env ")) << asked;
        // A proxy would resolve the name itself, out of the guard's sight.
        options.reach = Reach::public_only;
        options.proxy_url = base;
        options.addresses = {{"far.example", base.substr(7)}};
        asked.clear();
        EXPECT_EQ(co_await outcome_of(Client(options), "http://far.example/guarded"), "refused_address");
        EXPECT_EQ(asked, "");
        ::unsetenv("http_proxy");
    });
}
