// RFC 9112, sections 6 to 8 and 11: where a content ends, chunks, incomplete messages, attacks on both.
#include <gtest/gtest.h>

#include "origin.hpp"

using namespace kaon::conformance;

namespace {

const std::string good = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n";

std::string post(std::string_view fields, std::string_view content, std::string_view path = "/echo") {
    return "POST " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n" + std::string(fields) + "\r\n" +
           std::string(content);
}
std::string chunked(std::string_view content) { return post("Transfer-Encoding: chunked\r\n", content); }

}  // namespace

// https://www.rfc-editor.org/rfc/rfc9112#section-6
TEST(rfc9112, 6_a_request_has_a_content_when_a_field_says_so_whatever_its_method) {
    const Origin origin;
    const auto replies = origin.ask("GET /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc" + good);
    ASSERT_EQ(replies.size(), 2u);
    EXPECT_EQ(replies[0].content, "abc");
    EXPECT_EQ(replies[1].content, "hello");
}

// https://www.rfc-editor.org/rfc/rfc9112#section-6.1
TEST(rfc9112, 6_1_a_content_with_two_framings_is_refused) {
    const Origin origin;
    EXPECT_EQ(origin.statuses(post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n") + good), "400");
    EXPECT_EQ(origin.statuses(post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n") + good), "400");
}

TEST(rfc9112, 6_1_a_coding_that_is_not_known_is_answered_501) {
    const Origin origin;
    EXPECT_EQ(origin.statuses(post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n") + good), "501");
}

TEST(rfc9112, 6_1_transfer_encoding_in_http_1_0_is_faulty) {
    const Origin origin;
    EXPECT_EQ(origin.statuses("POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + good), "400");
}

TEST(rfc9112, 6_1_transfer_encoding_is_for_http_1_1_peers_and_for_responses_with_content) {
    const Origin origin;
    EXPECT_TRUE(origin.ask("GET /rows HTTP/1.1\r\nHost: a\r\n\r\n").at(0).has("transfer-encoding: chunked"));
    const auto old = origin.ask("GET /rows HTTP/1.0\r\n\r\n");
    EXPECT_FALSE(old.at(0).names("transfer-encoding"));
    EXPECT_EQ(old.at(0).content, "firstsecond");
    for (const char* code : {"204", "304", "205"}) {
        EXPECT_FALSE(origin.ask("GET /status?" + std::string(code) + " HTTP/1.1\r\nHost: a\r\n\r\n")
                         .at(0)
                         .names("transfer-encoding"))
            << code;
    }
}

// https://www.rfc-editor.org/rfc/rfc9112#section-6.2
TEST(rfc9112, 6_2_no_response_has_both_a_length_and_an_encoding) {
    const Origin origin;
    for (const char* path : {"/hello", "/rows", "/sums", "/status?204", "/status?404"}) {
        const Reply reply = origin.ask("GET " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n\r\n").at(0);
        EXPECT_FALSE(reply.names("content-length") && reply.names("transfer-encoding")) << path;
    }
}

// https://www.rfc-editor.org/rfc/rfc9112#section-6.3
TEST(rfc9112, 6_3_a_length_that_is_no_number_is_refused_and_closed) {
    const Origin origin;
    for (const char* length : {"", "x", "+5", "-5", "5 5", "5,5", "5, 6", "0x5", "05", "5.", "\"5\""}) {
        const std::string bytes = post("Content-Length: " + std::string(length) + "\r\n", "hello");
        EXPECT_EQ(origin.statuses(bytes + good), "400") << length;
    }
    EXPECT_EQ(origin.statuses(post("Content-Length: 5\r\nContent-Length: 5\r\n", "hello") + good), "400");
    EXPECT_EQ(origin.statuses(post("Content-Length: 5\r\nContent-Length: 6\r\n", "hello") + good), "400");
    EXPECT_EQ(origin.statuses(post("Content-Length: 18446744073709551621\r\n", "hello") + good), "413");
}

TEST(rfc9112, 6_3_a_coding_that_does_not_end_in_chunked_is_answered_400) {
    const Origin origin;
    for (const char* coding :
         {"gzip", "identity", "chunked, gzip", "chunked, chunked", "xchunked", "", "\"chunked\""}) {
        const std::string bytes = post("Transfer-Encoding: " + std::string(coding) + "\r\n", "0\r\n\r\n");
        EXPECT_EQ(origin.statuses(bytes + good), "400") << coding;
    }
}

TEST(rfc9112, 6_3_without_length_and_encoding_there_is_no_content) {
    const Origin origin;
    const auto replies = origin.ask(post("", "") + good);
    ASSERT_EQ(replies.size(), 2u);
    EXPECT_EQ(replies[0].content, "");
}

// https://www.rfc-editor.org/rfc/rfc9112#section-7.1
TEST(rfc9112, 7_1_chunks_are_put_together) {
    const Origin origin;
    const auto replies = origin.ask(chunked("5\r\nhello\r\n00A\r\n, origin! \r\n000\r\n\r\n") + good);
    ASSERT_EQ(replies.size(), 2u);
    EXPECT_EQ(replies[0].content, "hello, origin! ");
}

TEST(rfc9112, 7_1_sizes_that_are_no_hex_numbers_or_overflow_end_the_connection) {
    const Origin origin;
    for (const char* size :
         {"", "-1", "+1", "0x1", "g", " 1", "1 ", "1\t", "10000000000000001", "ffffffffffffffffff"}) {
        EXPECT_EQ(origin.statuses(chunked(std::string(size) + "\r\nh\r\n0\r\n\r\n") + good), "400") << size;
    }
    EXPECT_EQ(origin.statuses(chunked("1\nh\r\n0\r\n\r\n") + good), "400") << "a bare LF behind a size";
    EXPECT_EQ(origin.statuses(chunked("1\r\nhX0\r\n\r\n") + good), "400") << "no CR LF behind the data";
    EXPECT_EQ(origin.statuses(chunked("1\r\nhello\r\n0\r\n\r\n") + good), "400") << "more data than the size";
}

// https://www.rfc-editor.org/rfc/rfc9112#section-7.1.1
TEST(rfc9112, 7_1_1_unknown_extensions_are_passed_over_within_limits) {
    const Origin origin;
    EXPECT_EQ(origin.ask(chunked("2;a=b;c=\"d;e\"\r\nhi\r\n0;last\r\n\r\n")).at(0).content, "hi");
    EXPECT_EQ(origin.statuses(chunked("2;" + std::string(300, 'x') + "\r\nhi\r\n0\r\n\r\n") + good), "400");
    std::string many;
    for (int i = 0; i < 100; ++i) many += "1;" + std::string(200, 'x') + "\r\nh\r\n";
    EXPECT_EQ(origin.statuses(chunked(many + "0\r\n\r\n") + good), "400") << "20 kB of them for 100 bytes of content";
}

// https://www.rfc-editor.org/rfc/rfc9112#section-8
TEST(rfc9112, 8_a_request_that_is_cut_is_not_taken_for_a_whole_one) {
    const Origin origin;
    EXPECT_EQ(origin.talk("GET /hello HTTP/1.1\r\nHost: a\r\n"), "");
    EXPECT_EQ(origin.statuses(post("Content-Length: 10\r\n", "hello")), "400");
    EXPECT_EQ(origin.statuses(chunked("5\r\nhello\r\n")), "400");
    EXPECT_EQ(origin.statuses(chunked("5\r\nhello\r\n0\r\n")), "400");
}

// https://www.rfc-editor.org/rfc/rfc9112#section-11.2
TEST(rfc9112, 11_2_a_content_that_nobody_read_is_never_taken_for_a_request) {
    const Origin origin;
    const std::string hidden = "GET /status?418 HTTP/1.1\r\nHost: a\r\n\r\n";
    const std::string length = "Content-Length: " + std::to_string(hidden.size()) + "\r\n";
    EXPECT_EQ(origin.statuses(post(length, hidden, "/ignore") + good), "200 200");
    EXPECT_EQ(origin.statuses("GET /ignore HTTP/1.1\r\nHost: a\r\n" + length + "\r\n" + hidden + good), "200 200");
    EXPECT_EQ(origin.statuses("GET /ignore HTTP/1.1\r\nHost: a\r\nContent-Length: 99999\r\n\r\n" + hidden + good),
              "200");
}
