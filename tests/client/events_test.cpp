// Streams of events over connections that end and come again.
#include "tests/client/served.hpp"

using namespace kaon;
using namespace kaon::client;
using namespace kaon::client::testing;

namespace {

constexpr std::string_view head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\n\r\n";

// A connection for each of the texts, and 204 after them.
Speak one_by_one(std::vector<std::string> texts, std::vector<std::string>& asked) {
    return [texts, &asked](runtime::TcpStream peer) -> Task<void> {
        asked.push_back(co_await read_head(peer));
        if (asked.size() > texts.size()) {
            co_await peer.write_all("HTTP/1.1 204 No Content\r\n\r\n");
            co_return;
        }
        co_await peer.write_all(std::string(head) + texts[asked.size() - 1]);
    };
}

Task<std::string> all_of(EventStream events) {
    std::string all;
    while (auto event = co_await events.next()) all += event->type + "|" + event->data + "|" + event->id + ";";
    co_return all;
}

}  // namespace

TEST(client_events, go_on_over_connections_from_the_last_id) {
    std::vector<std::string> asked;
    with_raw_server(
        one_by_one({"retry: 1\nid: 1\ndata: a\n\nid: 2\ndata: lost", "data: b\nid: 3\n\n", ": nothing\n\n"}, asked),
        [&](std::string base) -> Task<void> {
            EXPECT_EQ(co_await all_of(Client().get(base).events()), "message|a|1;message|b|3;");
            EXPECT_EQ(asked.size(), 4u);
            if (asked.size() != 4) co_return;
            EXPECT_EQ(asked[0].find("last-event-id"), std::string::npos);
            EXPECT_NE(asked[1].find("\r\nlast-event-id: 1\r\n"), std::string::npos) << asked[1];
            EXPECT_NE(asked[2].find("\r\nlast-event-id: 3\r\n"), std::string::npos);
            EXPECT_NE(asked[1].find("\r\naccept: text/event-stream\r\n"), std::string::npos);
        });
}

TEST(client_events, of_a_post_end_with_their_connection) {
    std::vector<std::string> asked;
    with_raw_server(one_by_one({"data: {\"word\":1}\n\ndata: [DONE]\n\n"}, asked), [&](std::string base) -> Task<void> {
        EXPECT_EQ(co_await all_of(Client().post(base).json(1).events()), "message|{\"word\":1}|;message|[DONE]|;");
        EXPECT_EQ(asked.size(), 1u);
    });
}

TEST(client_events, give_what_is_no_stream_as_an_error) {
    const auto outcome = [](std::string answer) {
        std::string name;
        with_raw_server(says(std::move(answer)), [&](std::string base) -> Task<void> {
            name = kind_of(co_await attempt(all_of(Client().get(base).events())));
        });
        return name;
    };
    EXPECT_EQ(outcome("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 0\r\n\r\n"), "malformed");
    EXPECT_EQ(outcome("HTTP/1.1 403 No\r\ncontent-length: 0\r\n\r\n"), "answered");
    EXPECT_EQ(outcome(std::string(head) + "data: " + std::string(2 << 20, 'x')), "too_large");
}

TEST(client_events, give_up_after_so_many_failures) {
    int connections = 0;
    const Speak slams = [&](runtime::TcpStream) -> Task<void> {
        ++connections;
        co_return;
    };
    with_raw_server(slams, [&](std::string base) -> Task<void> {
        auto events =
            Client({.retries = {.attempts = 1}}).get(base).events({.wait = 1ms, .longest_wait = 2ms, .failures = 3});
        EXPECT_EQ(kind_of(co_await attempt(all_of(std::move(events)))), "broken");
        EXPECT_EQ(connections, 3);
    });
}
