// RFC 9110: fields, dates, trailers, methods, expectations and statuses, as a server itself answers for them.
#include <ctime>

#include <gtest/gtest.h>

#include "kaon/http/date.hpp"
#include "origin.hpp"

using namespace kaon;
using namespace kaon::conformance;

namespace {

std::string ask(std::string_view method, std::string_view path, std::string_view fields = "") {
    return std::string(method) + " " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n" + std::string(fields) + "\r\n";
}
const std::string good = ask("GET", "/hello");

}  // namespace

// https://www.rfc-editor.org/rfc/rfc9110#section-2.5
TEST(rfc9110, 2_5_a_higher_minor_version_is_read_as_the_highest_we_know) {
    const Origin origin;
    EXPECT_EQ(origin.statuses("GET /rows HTTP/1.9\r\nHost: a\r\n\r\n" + good), "200 200");
}

// https://www.rfc-editor.org/rfc/rfc9110#section-5.4
TEST(rfc9110, 5_4_more_fields_than_the_limits_are_answered_431) {
    const Origin origin;
    std::string fields;
    for (int i = 0; i < 101; ++i) fields += "a: b\r\n";
    EXPECT_EQ(origin.statuses(ask("GET", "/hello", fields) + good), "431");
    EXPECT_EQ(origin.statuses(ask("GET", "/hello", "a: " + std::string(40'000, 'x') + "\r\n") + good), "431");
}

// https://www.rfc-editor.org/rfc/rfc9110#section-5.5
TEST(rfc9110, 5_5_a_value_with_a_control_character_is_refused) {
    const Origin origin;
    for (char c : {'\0', '\x01', '\x0b', '\x1f', '\x7f'}) {
        const std::string line = std::string("X: a") + c + "b\r\n";
        EXPECT_EQ(origin.statuses(ask("GET", "/hello", line) + good), "400") << int(c);
    }
    EXPECT_EQ(origin.statuses(ask("GET", "/hello", "X: a\tb \x80\xff\r\n") + good), "200 200");
}

// https://www.rfc-editor.org/rfc/rfc9110#section-6.5.1
TEST(rfc9110, 6_5_1_trailers_come_behind_the_content_and_join_no_other_fields) {
    const Origin origin;
    const auto replies = origin.ask(ask("POST", "/trailers", "Transfer-Encoding: chunked\r\n") +
                                    "2\r\nhi\r\n0\r\nContent-Digest: x\r\nHost: evil\r\nContent-Length: 9\r\n"
                                    "Authorization: y\r\n\r\n" +
                                    good);
    ASSERT_EQ(replies.size(), 2u);
    EXPECT_EQ(replies[0].content, "hi\nContent-Digest=x\n--\nHost=a\nTransfer-Encoding=chunked\n");
    EXPECT_EQ(origin.ask(ask("POST", "/trailers", "Content-Length: 2\r\n") + "hi").at(0).content,
              "hi\n--\nHost=a\nContent-Length=2\n");
}

// https://www.rfc-editor.org/rfc/rfc9110#section-6.5.1 and 10.1.4
TEST(rfc9110, 6_5_1_trailers_are_sent_to_peers_that_take_them) {
    const Origin origin;
    const auto taken = origin.ask(ask("GET", "/sums", "TE: trailers\r\nConnection: TE\r\n") + good);
    ASSERT_EQ(taken.size(), 2u);
    EXPECT_EQ(taken[0].content, "rows");
    EXPECT_EQ(taken[0].trailers, "content-digest: sha-256=:x:\r\n") << "and no content-type, which is none";
    EXPECT_EQ(origin.ask(ask("GET", "/sums") + good).at(0).trailers, "");
    EXPECT_EQ(origin.ask("GET /sums HTTP/1.0\r\nTE: trailers\r\n\r\n").at(0).content, "rows");
}

// https://www.rfc-editor.org/rfc/rfc9110#section-6.6.1
TEST(rfc9110, 6_6_1_final_responses_have_a_date_of_the_preferred_form) {
    const Origin origin;
    for (const std::string& bytes : {good, ask("GET", "/status?500"), std::string("BAD\r\n\r\n")}) {
        const std::string text = origin.talk(bytes);
        const std::size_t at = text.find("\r\ndate: ");
        ASSERT_NE(at, text.npos) << text;
        const std::string date = text.substr(at + 8, 29);
        const auto seconds = http::parse_date(date, std::time(nullptr));
        ASSERT_TRUE(seconds) << date;
        EXPECT_EQ(http::format_date(*seconds), date);
    }
}

// https://www.rfc-editor.org/rfc/rfc9110#section-7.8
TEST(rfc9110, 7_8_an_upgrade_that_nobody_takes_is_passed_over) {
    const Origin origin;
    const auto replies = origin.ask(ask("GET", "/hello", "Connection: upgrade\r\nUpgrade: websocket, h2c\r\n") + good);
    ASSERT_EQ(replies.size(), 2u);
    EXPECT_EQ(replies[0].status, 200);
    EXPECT_FALSE(replies[0].names("upgrade"));
}

// https://www.rfc-editor.org/rfc/rfc9110#section-8.6
TEST(rfc9110, 8_6_there_is_no_length_where_there_can_be_no_content) {
    const Origin origin;
    EXPECT_FALSE(origin.ask(ask("GET", "/status?204")).at(0).names("content-length"));
    EXPECT_TRUE(origin.ask(ask("GET", "/status?500")).at(0).has("content-length: 5"));
}

// https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2
TEST(rfc9110, 9_3_2_head_is_get_without_content) {
    const Origin origin;
    for (const char* path : {"/hello", "/rows", "/status?404", "/status?204"}) {
        const std::string head = origin.talk(ask("HEAD", path));
        EXPECT_TRUE(head.ends_with("\r\n\r\n")) << head;
        EXPECT_EQ(head.find("\r\n\r\n"), head.size() - 4) << "no content";
        const std::string get = origin.talk(ask("GET", path));
        EXPECT_EQ(head.find("content-length"), get.find("content-length")) << path;
    }
    const std::string both = origin.talk(ask("HEAD", "/hello") + good);
    EXPECT_EQ(both.find("HTTP/1.1", both.find("\r\n\r\n")), both.find("\r\n\r\n") + 4) << "the next comes right behind";
}

// https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1
TEST(rfc9110, 10_1_1_a_peer_that_waits_is_told_to_go_on_when_the_content_is_wanted) {
    const Origin origin;
    RawPeer peer = origin.connect();
    peer.send(ask("POST", "/echo", "Expect: 100-continue\r\nContent-Length: 5\r\n"));
    EXPECT_EQ(peer.until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    peer.send("there");
    peer.finish();
    EXPECT_EQ(read_replies(peer.rest()).at(0).content, "there");
}

TEST(rfc9110, 10_1_1_a_peer_that_does_not_wait_is_not_told) {
    const Origin origin;
    const std::string fields = "Expect: 100-continue\r\nContent-Length: 5\r\n";
    const auto replies = read_replies(origin.talk(ask("POST", "/echo", fields) + "there" + good));
    ASSERT_EQ(replies.size(), 2u);
    EXPECT_EQ(replies[0].content, "there");
    EXPECT_TRUE(origin.talk("POST /echo HTTP/1.0\r\n" + fields + "\r\nthere").starts_with("HTTP/1.1 200 "))
        << "HTTP/1.0 knows no interim responses";
}

TEST(rfc9110, 10_1_1_a_final_status_without_reading_ends_the_connection) {
    const Origin origin;
    RawPeer peer = origin.connect();
    peer.send(ask("POST", "/ignore", "Expect: 100-continue\r\nContent-Length: 5\r\n"));
    const auto replies = read_replies(peer.rest());
    ASSERT_EQ(replies.size(), 1u);
    EXPECT_EQ(replies[0].status, 200);
    EXPECT_TRUE(replies[0].has("connection: close")) << "the content may come or not: nobody can tell";
}

TEST(rfc9110, 10_1_1_other_expectations_are_answered_417) {
    const Origin origin;
    EXPECT_EQ(origin.statuses(ask("GET", "/hello", "Expect: miracles\r\n") + good), "417");
}

// https://www.rfc-editor.org/rfc/rfc9110#section-15.2
TEST(rfc9110, 15_2_interim_responses_come_ahead_of_their_final_one_and_never_to_http_1_0) {
    const Origin origin;
    for (const char* path : {"/hints", "/hints?late"}) {
        const auto replies = read_replies(origin.talk(good + ask("GET", path, "Connection: close\r\n")));
        std::string statuses;
        for (const Reply& reply : replies) {
            if (reply.status != 100) statuses += std::to_string(reply.status) + " ";
            if (reply.status != 103) continue;
            EXPECT_TRUE(reply.has("link: </style.css>; rel=preload"));
            EXPECT_FALSE(reply.names("content-length") || reply.names("date") || reply.names("connection"));
        }
        EXPECT_EQ(statuses, "200 103 200 ") << path;
    }
    EXPECT_TRUE(origin.talk("GET /hints HTTP/1.0\r\n\r\n").starts_with("HTTP/1.1 200 "));
}

// https://www.rfc-editor.org/rfc/rfc9110#section-15.3.5 and 15.4.5
TEST(rfc9110, 15_3_5_responses_that_have_no_content_have_none) {
    const Origin origin;
    for (const char* code : {"204", "304", "205"}) {
        const std::string text = origin.talk(ask("GET", "/status?" + std::string(code)));
        EXPECT_EQ(text.find("\r\n\r\n"), text.size() - 4) << text;
    }
    EXPECT_TRUE(origin.ask(ask("GET", "/status?205")).at(0).has("content-length: 0"));
}

// https://www.rfc-editor.org/rfc/rfc9110#section-15.5.14
TEST(rfc9110, 15_5_14_content_above_the_limit_is_answered_413) {
    const Origin origin(transport::ServerOptions{.body_bytes = 100});
    EXPECT_EQ(origin.statuses(ask("POST", "/echo", "Content-Length: 101\r\n") + std::string(101, 'x') + good), "413");
    EXPECT_EQ(origin.statuses(ask("POST", "/echo", "Content-Length: 100\r\n") + std::string(100, 'x') + good),
              "200 200");
}
