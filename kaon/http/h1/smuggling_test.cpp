// Heads that must be refused: everything that another server could read in another way, and everything malformed.
#include "kaon/http/h1/head_test.hpp"

using namespace kaon::http::h1::test;

namespace {

struct Case {
    std::string_view head;
    std::string_view refusal;
};

void check(std::initializer_list<Case> cases) {
    for (const auto& [head, refusal] : cases) EXPECT_EQ(parse_all_ways(head), refusal) << testing::PrintToString(head);
}

// Fields of an otherwise good POST.
void check_fields(std::initializer_list<Case> cases) {
    for (const auto& [fields, refusal] : cases) {
        const std::string head = "POST / HTTP/1.1\r\nHost: a\r\n" + std::string(fields) + "\r\n\r\n";
        EXPECT_EQ(parse_all_ways(head), refusal) << testing::PrintToString(fields);
    }
}

}  // namespace

TEST(smuggling, refuses_contents_with_two_framings) {
    check_fields({
        {"Content-Length: 5\r\nTransfer-Encoding: chunked", "400 both Content-Length and Transfer-Encoding"},
        {"Transfer-Encoding: chunked\r\nContent-Length: 0", "400 both Content-Length and Transfer-Encoding"},
        {"Content-Length: 5\r\nContent-Length: 5", "400 two Content-Length fields"},
        {"Content-Length: 5\r\ncontent-length: 6", "400 two Content-Length fields"},
        {"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "400 two Transfer-Encoding fields"},
    });
    check({{"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", "400 Transfer-Encoding in HTTP/1.0"}});
}

TEST(smuggling, refuses_lengths_that_are_no_plain_number) {
    for (std::string_view value :
         {"", "+1", "-1", "0x1", "1 2", "5, 5", "5,", "1.0", "1e3", "05", "00", "\"5\"", "5\t5", "\xb2"}) {
        const std::string field = "Content-Length: " + std::string(value);
        check_fields({{field, "400 Content-Length is no number"}});
    }
    for (std::string_view value :
         {"9223372036854775808", "18446744073709551616", "18446744073709551621", "99999999999999999999999999999999"}) {
        const std::string field = "Content-Length: " + std::string(value);
        check_fields({{field, "413 Content-Length above 2^63"}});
    }
}

TEST(smuggling, refuses_transfer_codings_other_than_chunked) {
    check_fields({
        {"Transfer-Encoding: gzip, chunked", "501 a transfer coding other than chunked"},
        {"Transfer-Encoding: gzip", "400 chunked is not the last transfer coding"},
        {"Transfer-Encoding: identity", "400 chunked is not the last transfer coding"},
        {"Transfer-Encoding: xchunked", "400 chunked is not the last transfer coding"},
        {"Transfer-Encoding: chunked, gzip", "400 chunked is not the last transfer coding"},
        {"Transfer-Encoding: chunked, chunked", "400 chunked is not the last transfer coding"},
        {"Transfer-Encoding: chunked;q=1", "400 Transfer-Encoding is no list of codings"},
        {"Transfer-Encoding: \"chunked\"", "400 Transfer-Encoding is no list of codings"},
        {"Transfer-Encoding: , chunked", "400 Transfer-Encoding is no list of codings"},
        {"Transfer-Encoding: chunked,", "400 Transfer-Encoding is no list of codings"},
        {"Transfer-Encoding:", "400 Transfer-Encoding is no list of codings"},
        {"Transfer-Encoding: \x0b"
         "chunked",
         "400 a control character"},
        {"Transfer-Encoding : chunked", "400 white space before the colon"},
        {"Transfer-Encoding\t: chunked", "400 white space before the colon"},
        {"Transfer-Encoding\r\n : chunked", "400 a character that no field name has"},
    });
}

TEST(smuggling, refuses_field_lines_that_are_not_of_the_grammar) {
    check_fields({
        {" X: folded", "400 a folded field line"},
        {"X: a\r\n b", "400 a folded field line"},
        {"X: a\r\n\tb", "400 a folded field line"},
        {": no name", "400 a field without a name"},
        {"no colon", "400 white space before the colon"},
        {"no-colon", "400 a character that no field name has"},
        {"X\x01: y", "400 a character that no field name has"},
        {"X\x80: y", "400 a character that no field name has"},
        {"X(: y", "400 a character that no field name has"},
        {"X: a\nY: b", "400 a line ends with LF alone"},
        {"X: a\rY: b", "400 CR without LF"},
        {"X: a\r\rY: b", "400 CR without LF"},
        {"X: a\r", "400 CR without LF"},
        {"X: a\x7f", "400 a control character"},
        {"X: a\x1f", "400 a control character"},
        {std::string_view("X: a\0b", 6), "400 a control character"},
        {std::string_view("X\0: b", 5), "400 a character that no field name has"},
    });
}

TEST(smuggling, refuses_requests_without_exactly_one_proper_host) {
    check({
        {"GET / HTTP/1.1\r\n\r\n", "400 no Host field"},
        {"GET http://a/ HTTP/1.1\r\n\r\n", "400 no Host field"},
        {"GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", "400 two Host fields"},
        {"GET / HTTP/1.0\r\nHost: a\r\nhost: b\r\n\r\n", "400 two Host fields"},
    });
    for (std::string_view host : {"",    "a b",  "a,b",      "user@a", "a/b",     "a:b",       "a:70000",
                                  ":80", "[::1", "[::1]x",   "[1:2]",  "[::1]:x", "[]",        "[g::1]",
                                  "a?b", "a#b",  "http://a", "a%zz",   "a\x80",   "[1::2::3]", "[::1.2.3.256]"}) {
        const std::string head = "GET / HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n";
        if (host == "a,b")
            EXPECT_TRUE(parse_all_ways(head).starts_with("GET ")) << "a comma is a sub-delimiter of names";
        else EXPECT_EQ(parse_all_ways(head), "400 the Host field is no host and port") << host;
    }
    for (std::string_view host : {"a", "A.b-c_d~", "127.0.0.1:8080", "[::1]", "[2001:db8::1]:443", "[::ffff:1.2.3.4]",
                                  "a%20b", "a:", "[1:2:3:4:5:6:7:8]", "[::]", "[1::]"}) {
        const std::string head = "GET / HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n";
        EXPECT_TRUE(parse_all_ways(head).starts_with("GET path=/ query= authority=" + std::string(host) + " ")) << host;
    }
}

TEST(smuggling, refuses_malformed_request_lines) {
    constexpr std::string_view method = "400 the method is no token",
                               form = "400 the target has no form that this method takes",
                               version = "400 no HTTP version at the end of the request line",
                               character = "400 a character that no target has";
    check({
        {"G@T / HTTP/1.1\r\n\r\n", method},
        {" GET / HTTP/1.1\r\n\r\n", method},
        {"GET\t/ HTTP/1.1\r\n\r\n", method},
        {"GET\r\n\r\n", method},
        {"\x16\x03\x01\x02", method},
        {"GET  / HTTP/1.1\r\n\r\n", version},
        {"GET  HTTP/1.1\r\n\r\n", form},
        {"GET HTTP/1.1\r\n\r\n", "400 a request line without a version"},
        {"GET /\r\n\r\n", "400 a request line without a version"},
        {"GET / \r\n\r\n", version},
        {"GET /  HTTP/1.1\r\n\r\n", version},
        {"GET /a b HTTP/1.1\r\n\r\n", version},
        {"GET / HTTP/1.1 \r\n\r\n", "400 a control character"},
        {"GET / http/1.1\r\n\r\n", version},
        {"GET / HTTP/1,1\r\n\r\n", version},
        {"GET / HTTP/11.1\r\n\r\n", version},
        {"GET / HTTP/1.10\r\n\r\n", "400 a control character"},
        {"GET / HTTP/1.1\n\n", "400 a line ends with LF alone"},
        {"GET / HTTP/1.1\rHost: a\r\n\r\n", "400 CR without LF"},
        {"GET / HTTP/2.0\r\n\r\n", "505 a version other than HTTP/1.x"},
        {"GET / HTTP/0.9\r\n\r\n", "505 a version other than HTTP/1.x"},
        {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505 a version other than HTTP/1.x"},
        {"GET /\x01 HTTP/1.1\r\n\r\n", character},
        {"GET /\x7f HTTP/1.1\r\n\r\n", character},
        {"GET /\xc3\xa9 HTTP/1.1\r\n\r\n", character},
        {std::string_view("GET /\0 HTTP/1.1\r\n\r\n", 19), character},
        {"GET /% HTTP/1.1\r\n\r\n", form},
        {"GET /%1 HTTP/1.1\r\n\r\n", form},
        {"GET /%zz HTTP/1.1\r\n\r\n", form},
        {"GET /?a=%g0 HTTP/1.1\r\n\r\n", form},
        {"GET /#top HTTP/1.1\r\n\r\n", form},
        {"GET /?q#top HTTP/1.1\r\n\r\n", form},
        {"GET path HTTP/1.1\r\n\r\n", form},
        {"GET * HTTP/1.1\r\n\r\n", form},
        {"OPTIONS ** HTTP/1.1\r\n\r\n", form},
        {"GET a:80 HTTP/1.1\r\n\r\n", form},
        {"GET ftp://a/ HTTP/1.1\r\n\r\n", form},
        {"GET http:/a HTTP/1.1\r\n\r\n", form},
        {"GET http:///a HTTP/1.1\r\n\r\n", form},
        {"GET http://user:secret@a/ HTTP/1.1\r\n\r\n", form},
        {"CONNECT / HTTP/1.1\r\n\r\n", form},
        {"CONNECT a HTTP/1.1\r\n\r\n", form},
        {"CONNECT a: HTTP/1.1\r\n\r\n", form},
        {"CONNECT [::1] HTTP/1.1\r\n\r\n", form},
        {"CONNECT http://a:80/ HTTP/1.1\r\n\r\n", form},
    });
}

TEST(smuggling, refuses_expectations_it_does_not_know) {
    check_fields({{"Expect: 200-ok", "417 an expectation other than 100-continue"},
                  {"Expect:", "417 an expectation other than 100-continue"}});
}
