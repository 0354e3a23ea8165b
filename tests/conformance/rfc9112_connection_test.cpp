// RFC 9112, section 9: how long a connection stays, in which order it answers, how it ends.
#include <gtest/gtest.h>

#include "origin.hpp"

using namespace kaon;
using namespace kaon::conformance;

namespace {

std::string get(std::string_view path, std::string_view fields = "") {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n" + std::string(fields) + "\r\n";
}
const std::string says_close = "Connection: close\r\n";

}  // namespace

// https://www.rfc-editor.org/rfc/rfc9112#section-9.3
TEST(rfc9112, 9_3_a_connection_stays_unless_somebody_says_close) {
    const Origin origin;
    EXPECT_EQ(origin.statuses(get("/hello") + get("/hello")), "200 200");
    EXPECT_EQ(origin.statuses(get("/hello", says_close) + get("/hello")), "200");
    EXPECT_EQ(origin.statuses(get("/hello", "Connection: x, CLOSE\r\n") + get("/hello")), "200");
    EXPECT_EQ(origin.statuses(get("/hello", "Connection: keep-alive\r\nConnection: close\r\n") + get("/hello")), "200");
    EXPECT_EQ(origin.statuses(get("/hello", "Connection: closed\r\n") + get("/hello")), "200 200");
}

TEST(rfc9112, 9_3_an_http_1_0_connection_stays_when_it_asks_to) {
    const Origin origin;
    const std::string old = "GET /hello HTTP/1.0\r\n\r\n",
                      kept = "GET /hello HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n";
    EXPECT_EQ(origin.statuses(old + old), "200");
    EXPECT_EQ(origin.statuses(kept + old), "200 200");
    EXPECT_TRUE(origin.ask(kept + old).at(0).has("connection: keep-alive")) << "it must be told";
    const std::string rows = "GET /rows HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
    EXPECT_EQ(origin.statuses(rows + old), "200") << "only the end of the connection ends this content";
}

TEST(rfc9112, 9_3_a_response_is_framed_by_itself_when_the_connection_stays) {
    const Origin origin;
    for (const char* path : {"/hello", "/rows", "/status?204", "/status?304", "/status?404", "/status?205"}) {
        EXPECT_EQ(origin.ask(get(path) + get("/hello")).size(), 2u) << path;
    }
}

// https://www.rfc-editor.org/rfc/rfc9112#section-9.3.2
TEST(rfc9112, 9_3_2_pipelined_requests_are_answered_in_their_order) {
    const Origin origin;
    std::string requests;
    for (int i = 0; i < 40; ++i) requests += get(i % 10 == 3 ? "/late" : "/status?" + std::to_string(400 + i));
    RawPeer peer = origin.connect();
    peer.send(requests + get("/hello", says_close));
    const auto replies = read_replies(peer.rest());
    ASSERT_EQ(replies.size(), 41u);
    for (int i = 0; i < 40; ++i) EXPECT_EQ(replies[i].status, i % 10 == 3 ? 200 : 400 + i);
}

TEST(rfc9112, 9_3_2_requests_behind_one_that_is_refused_are_not_answered) {
    const Origin origin;
    EXPECT_EQ(origin.statuses(get("/hello") + "BAD\r\n\r\n" + get("/hello")), "200 400");
}

// https://www.rfc-editor.org/rfc/rfc9112#section-9.6
TEST(rfc9112, 9_6_a_last_response_says_close_and_nothing_comes_behind_it) {
    const Origin origin;
    const auto replies = origin.ask(get("/hello", says_close) + get("/hello"));
    ASSERT_EQ(replies.size(), 1u);
    EXPECT_TRUE(replies[0].has("connection: close"));
    EXPECT_TRUE(origin.ask("BAD\r\n\r\n").at(0).has("connection: close"));
}

TEST(rfc9112, 9_6_a_peer_that_goes_on_sending_still_reads_the_last_response) {
    const Origin origin;
    RawPeer peer = origin.connect();
    peer.send("BAD\r\n\r\n");
    for (int i = 0; i < 50; ++i) peer.send(std::string(1000, 'x'));  // a reset would take the answer away
    EXPECT_EQ(read_replies(peer.rest()).at(0).status, 400);
}

TEST(rfc9112, 9_6_a_peer_that_has_closed_its_side_gets_all_answers) {
    const Origin origin;
    EXPECT_EQ(origin.statuses(get("/late") + get("/hello") + get("/late") + get("/rows") + get("/late")),
              "200 200 200 200 200");
    EXPECT_EQ(origin.statuses("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi" + get("/late")),
              "200 200");
}
