// RFC 9112, sections 2 to 5: messages, the request line, targets, status lines, field lines.
#include <gtest/gtest.h>

#include "origin.hpp"

using namespace kaon::conformance;

namespace {

// A good request behind each: it may not be answered when the one before was refused.
const std::string good = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n";

std::string outcome(const Origin& origin, std::string_view bytes) { return origin.statuses(std::string(bytes) + good); }

std::string get(std::string_view target, std::string_view fields = "Host: a\r\n") {
    return "GET " + std::string(target) + " HTTP/1.1\r\n" + std::string(fields) + "\r\n";
}

}  // namespace

// https://www.rfc-editor.org/rfc/rfc9112#section-2.2
TEST(rfc9112, 2_2_lines_end_with_crlf_and_nothing_less) {
    const Origin origin;
    EXPECT_EQ(outcome(origin, "GET /hello HTTP/1.1\nHost: a\n\n"), "400");
    EXPECT_EQ(outcome(origin, "GET /hello HTTP/1.1\r\nHost: a\n\r\n"), "400");
    EXPECT_EQ(outcome(origin, "GET /hello HTTP/1.1\r\nHost: a\r\n\n"), "400");
    EXPECT_EQ(outcome(origin, "GET /hello HTTP/1.1\r\nHost: a\rX: b\r\n\r\n"), "400") << "a bare CR";
    EXPECT_EQ(outcome(origin, "GET /hello HTTP/1.1\r\r\nHost: a\r\n\r\n"), "400");
}

TEST(rfc9112, 2_2_an_empty_line_before_a_request_is_passed_over) {
    const Origin origin;
    EXPECT_EQ(outcome(origin, "\r\n" + good), "200 200");
    EXPECT_EQ(outcome(origin, good + "\r\n"), "200 200") << "what old clients send behind a content";
    EXPECT_EQ(outcome(origin, "\r\n\r\n\r\n\r\n\r\n\r\n" + good), "400") << "it is no way to keep a connection";
}

TEST(rfc9112, 2_2_white_space_before_the_first_field_is_refused) {
    const Origin origin;
    EXPECT_EQ(outcome(origin, "GET /hello HTTP/1.1\r\n Host: a\r\n\r\n"), "400");
    EXPECT_EQ(outcome(origin, "GET /hello HTTP/1.1\r\n\tX: y\r\nHost: a\r\n\r\n"), "400");
}

TEST(rfc9112, 2_2_what_is_no_http_is_answered_400_and_closed) {
    const Origin origin;
    EXPECT_EQ(outcome(origin, "\x16\x03\x01\x02\x00\x01"), "400");
    EXPECT_EQ(outcome(origin, "SSH-2.0-OpenSSH_9.2\r\n"), "400");
    EXPECT_EQ(outcome(origin, std::string("\0\0\0\0", 4)), "400");
}

// https://www.rfc-editor.org/rfc/rfc9112#section-2.3
TEST(rfc9112, 2_3_versions_are_case_sensitive_and_one_digit_each) {
    const Origin origin;
    for (const char* version : {"http/1.1", "HTTP/1", "HTTP/1.", "HTTP/1.10", "HTTP/01.1", "HTTP 1.1", "HTTPS/1.1"}) {
        EXPECT_EQ(outcome(origin, "GET /hello " + std::string(version) + "\r\nHost: a\r\n\r\n"), "400") << version;
    }
}

TEST(rfc9112, 2_3_other_major_versions_are_answered_505_and_minor_ones_as_our_own) {
    const Origin origin;
    EXPECT_EQ(outcome(origin, "GET /hello HTTP/3.0\r\nHost: a\r\n\r\n"), "505");
    EXPECT_EQ(outcome(origin, "GET /hello HTTP/1.2\r\nHost: a\r\n\r\n"), "200 200");
    EXPECT_TRUE(origin.talk("GET /hello HTTP/1.0\r\n\r\n").starts_with("HTTP/1.1 200 ")) << "the version is ours";
}

// https://www.rfc-editor.org/rfc/rfc9112#section-3
TEST(rfc9112, 3_a_request_line_has_single_spaces) {
    const Origin origin;
    for (const char* line :
         {"GET  /hello HTTP/1.1", "GET /hello  HTTP/1.1", " GET /hello HTTP/1.1", "GET /hello HTTP/1.1 ",
          "GET\t/hello HTTP/1.1", "GET /he llo HTTP/1.1", "GET /hello", "GET HTTP/1.1", "GET"}) {
        EXPECT_EQ(outcome(origin, std::string(line) + "\r\nHost: a\r\n\r\n"), "400") << line;
    }
}

TEST(rfc9112, 3_a_line_longer_than_any_is_answered_501_or_414) {
    const Origin origin;
    EXPECT_EQ(outcome(origin, std::string(100, 'M') + " /hello HTTP/1.1\r\nHost: a\r\n\r\n"), "501");
    EXPECT_EQ(outcome(origin, get("/" + std::string(9000, 'x'))), "414");
    EXPECT_EQ(outcome(origin, get("/hello?" + std::string(7990, 'x'))), "200 200") << "8,000 bytes must be possible";
}

// https://www.rfc-editor.org/rfc/rfc9112#section-3.1
TEST(rfc9112, 3_1_methods_are_case_sensitive_tokens) {
    const Origin origin;
    EXPECT_EQ(origin.ask("get /seen HTTP/1.1\r\nHost: a\r\n\r\n").at(0).content.substr(0, 4), "get\n");
    for (const char* method : {"G@T", "GE\"T", "GET:", "GET\x01", "G\xc3\xa9T"}) {
        EXPECT_EQ(outcome(origin, std::string(method) + " /hello HTTP/1.1\r\nHost: a\r\n\r\n"), "400") << method;
    }
}

// https://www.rfc-editor.org/rfc/rfc9112#section-3.2
TEST(rfc9112, 3_2_exactly_one_valid_host_is_asked_for) {
    const Origin origin;
    EXPECT_EQ(outcome(origin, "GET /hello HTTP/1.1\r\n\r\n"), "400");
    EXPECT_EQ(outcome(origin, get("/hello", "Host: a\r\nHost: a\r\n")), "400");
    EXPECT_EQ(outcome(origin, get("/hello", "Host: a\r\nX: y\r\nhOST: b\r\n")), "400");
    for (const char* host : {"", "a b", "a/b", "user@a", "a:b", "a:99999", "[::1", "a#b", "a%"}) {
        EXPECT_EQ(outcome(origin, get("/hello", "Host: " + std::string(host) + "\r\n")), "400") << host;
    }
    EXPECT_EQ(origin.statuses("GET /hello HTTP/1.0\r\n\r\n"), "200") << "HTTP/1.0 knows no Host";
}

TEST(rfc9112, 3_2_a_target_has_no_spaces_controls_or_fragments) {
    const Origin origin;
    for (const char* target : {"/a b", "/\x01", "/\x7f", "/\xc3\xa9", "/#top", "/%", "/%g0", "hello", "", "?q"}) {
        EXPECT_EQ(outcome(origin, get(target)), "400") << target;
    }
}

// https://www.rfc-editor.org/rfc/rfc9112#section-3.2.1
TEST(rfc9112, 3_2_1_origin_form_is_a_path_and_a_query) {
    const Origin origin;
    EXPECT_EQ(origin.ask(get("/seen?a=/b?c")).at(0).content, "GET\n/seen\na=/b?c\na\nHost=a\n");
    EXPECT_EQ(origin.ask(get("/%73een")).at(0).status, 404) << "nothing is decoded on the way";
}

// https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2
TEST(rfc9112, 3_2_2_absolute_form_is_accepted_and_its_host_takes_the_place_of_host) {
    const Origin origin;
    EXPECT_EQ(origin.ask(get("http://b:81/seen?q", "X: y\r\nHost: a\r\n")).at(0).content,
              "GET\n/seen\nq\nb:81\nX=y\nHost=b:81\n");
    EXPECT_EQ(origin.ask(get("HTTP://b/seen", "Host: b\r\n")).at(0).content, "GET\n/seen\n\nb\nHost=b\n");
    EXPECT_EQ(outcome(origin, "GET http://b/hello HTTP/1.1\r\n\r\n"), "400") << "Host must be there all the same";
    EXPECT_EQ(outcome(origin, get("http://user:pw@b/hello")), "400");
    EXPECT_EQ(outcome(origin, get("ftp://b/hello")), "400");
    EXPECT_EQ(outcome(origin, get("http:///hello")), "400");
}

// https://www.rfc-editor.org/rfc/rfc9112#section-3.2.3
TEST(rfc9112, 3_2_3_authority_form_is_for_connect_alone) {
    const Origin origin;
    EXPECT_EQ(outcome(origin, get("a:80")), "400");
    EXPECT_EQ(outcome(origin, "CONNECT /hello HTTP/1.1\r\nHost: a\r\n\r\n"), "400");
    EXPECT_EQ(outcome(origin, "CONNECT a HTTP/1.1\r\nHost: a\r\n\r\n"), "400") << "the port is no option";
    EXPECT_EQ(outcome(origin, "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n"), "404 200") << "the handler decides";
}

// https://www.rfc-editor.org/rfc/rfc9112#section-3.2.4
TEST(rfc9112, 3_2_4_asterisk_form_is_for_options_alone) {
    const Origin origin;
    EXPECT_EQ(outcome(origin, "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"), "200 200");
    EXPECT_EQ(outcome(origin, "OPTIONS http://a HTTP/1.1\r\nHost: a\r\n\r\n"), "200 200") << "means the same";
    EXPECT_EQ(outcome(origin, get("*")), "400");
}

// https://www.rfc-editor.org/rfc/rfc9112#section-5
TEST(rfc9112, 5_names_are_found_without_case_and_lines_keep_their_order) {
    const Origin origin;
    EXPECT_EQ(origin.ask(get("/seen", "hOsT: a\r\nA: 1\r\nB: 2\r\na: 3\r\n")).at(0).content,
              "GET\n/seen\n\na\nhOsT=a\nA=1\nB=2\na=3\n");
}

// https://www.rfc-editor.org/rfc/rfc9112#section-5.1
TEST(rfc9112, 5_1_nothing_stands_between_a_name_and_its_colon) {
    const Origin origin;
    for (const char* line : {"X : y", "X\t: y", ": y", "X y", "X", "(X): y", "X\x80: y"}) {
        EXPECT_EQ(outcome(origin, get("/hello", "Host: a\r\n" + std::string(line) + "\r\n")), "400") << line;
    }
}

TEST(rfc9112, 5_1_white_space_around_a_value_is_no_part_of_it) {
    const Origin origin;
    EXPECT_EQ(origin.ask(get("/seen", "Host:\t a \t\r\nX:y\r\nE: \r\n")).at(0).content,
              "GET\n/seen\n\na\nHost=a\nX=y\nE=\n");
}

// https://www.rfc-editor.org/rfc/rfc9112#section-5.2
TEST(rfc9112, 5_2_folded_lines_are_refused) {
    const Origin origin;
    EXPECT_EQ(outcome(origin, get("/hello", "Host: a\r\nX: y\r\n z\r\n")), "400");
    EXPECT_EQ(outcome(origin, get("/hello", "Host: a\r\nX:\r\n\ty\r\n")), "400");
    EXPECT_EQ(outcome(origin, get("/hello", "Host: a\r\nTransfer-Encoding:\r\n chunked\r\n")), "400");
}
