// HeadParser: what good heads become, whole and byte by byte; limits; resuming.
#include "kaon/http/h1/head_parser.hpp"
#include "kaon/http/h1/head_test.hpp"

using namespace kaon;
using namespace kaon::http::h1;
using namespace kaon::http::h1::test;

namespace {

struct Case {
    std::string_view head;
    std::string_view outcome;
};

void check(std::initializer_list<Case> cases) {
    for (const auto& [head, outcome] : cases) {
        const std::string got = parse_all_ways(head);
        EXPECT_EQ(std::string_view(got).substr(0, got.find('\n')), outcome) << head;
    }
}

}  // namespace

TEST(head_parser, gives_every_part_of_a_request) {
    const std::string got = parse_all_ways("GET /a%20b/c?x=1&y=%2F? HTTP/1.1\r\nHost: "
                                           "example.com:8080\r\nX-Odd_Name.!#$%&'*+^`|~: \t v\xff \x80,\"x\"\t \r\n"
                                           "Empty:\r\nA:b\r\n\r\nrest");
    EXPECT_EQ(got, "GET path=/a%20b/c query=x=1&y=%2F? authority=example.com:8080 1.1 keep\n"
                   "Host=example.com:8080\nX-Odd_Name.!#$%&'*+^`|~=v\xff \x80,\"x\"\nEmpty=\nA=b");
}

TEST(head_parser, knows_methods_and_keeps_the_text_of_others) {
    check({
        {"POST / HTTP/1.1\r\nHost: a\r\n\r\n", "POST path=/ query= authority=a 1.1 keep"},
        {"PROPFIND / HTTP/1.1\r\nHost: a\r\n\r\n", "PROPFIND path=/ query= authority=a 1.1 keep"},
        {"get / HTTP/1.1\r\nHost: a\r\n\r\n", "get path=/ query= authority=a 1.1 keep"},
        {"M-SEARCH_x / HTTP/1.1\r\nHost: a\r\n\r\n", "M-SEARCH_x path=/ query= authority=a 1.1 keep"},
    });
    const Limits limits;
    HeadParser parser(limits);
    http::Request request;
    EXPECT_EQ(parser.parse("get / HTTP/1.1\r\nHost: a\r\n\r\n", request).state, HeadResult::State::complete);
    EXPECT_EQ(request.method, http::Method::unknown);
}

TEST(head_parser, reads_the_four_forms_of_a_target) {
    check({
        {"GET http://h:81/p?q HTTP/1.1\r\nHost: other\r\n\r\n", "GET path=/p query=q authority=h:81 1.1 keep"},
        {"GET HTTPS://h?q HTTP/1.1\r\nHost: h\r\n\r\n", "GET path=/ query=q authority=h 1.1 keep"},
        {"OPTIONS http://h HTTP/1.1\r\nHost: h\r\n\r\n", "OPTIONS path=* query= authority=h 1.1 keep"},
        {"OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", "OPTIONS path=* query= authority=h 1.1 keep"},
        {"CONNECT h:443 HTTP/1.1\r\nHost: h\r\n\r\n", "CONNECT path= query= authority=h:443 1.1 keep"},
        {"GET //two/slashes HTTP/1.1\r\nHost: h\r\n\r\n", "GET path=//two/slashes query= authority=h 1.1 keep"},
    });
}

TEST(head_parser, lets_the_targets_host_count_and_no_other) {
    EXPECT_EQ(parse_all_ways("GET http://h:81/p HTTP/1.1\r\nA: b\r\nHost: other\r\n\r\n"),
              "GET path=/p query= authority=h:81 1.1 keep\nA=b\nHost=h:81");
}

TEST(head_parser, tells_whether_trailers_are_taken) {
    const Limits limits;
    HeadParser parser(limits);
    http::Request request;
    const auto takes = [&](std::string_view line) {
        return parser.parse("GET / HTTP/1.1\r\nHost: a\r\n" + std::string(line) + "\r\n\r\n", request).takes_trailers;
    };
    EXPECT_TRUE(takes("TE: trailers"));
    EXPECT_TRUE(takes("te: gzip;q=0.5 , Trailers"));
    EXPECT_FALSE(takes("TE: gzip"));
    EXPECT_FALSE(takes("tx: trailers"));
    EXPECT_FALSE(parser.parse("GET / HTTP/1.0\r\nTE: trailers\r\n\r\n", request).takes_trailers);
}

TEST(head_parser, tells_how_the_content_is_framed) {
    check({
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", "POST path=/ query= authority=a 1.1 keep length=0"},
        {"POST / HTTP/1.1\r\nHost: a\r\nCONTENT-LENGTH:9223372036854775807\r\n\r\n",
         "POST path=/ query= authority=a 1.1 keep length=9223372036854775807"},
        {"POST / HTTP/1.1\r\nHost: a\r\ntransfer-encoding: Chunked\r\n\r\n",
         "POST path=/ query= authority=a 1.1 keep chunked"},
        {"POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 5\r\n\r\n",
         "POST path=/ query= authority=a 1.1 keep continue length=5"},
        {"POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n",
         "POST path=/ query= authority= 1.0 close length=5"},
        {"GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n", "GET path=/ query= authority=a 1.1 keep"},
    });
}

TEST(head_parser, tells_whether_the_connection_may_stay) {
    check({
        {"GET / HTTP/1.0\r\n\r\n", "GET path=/ query= authority= 1.0 close"},
        {"GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", "GET path=/ query= authority= 1.0 keep"},
        {"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "GET path=/ query= authority=a 1.1 close"},
        {"GET / HTTP/1.1\r\nHost: a\r\nConnection: x, CLOSE , keep-alive\r\n\r\n",
         "GET path=/ query= authority=a 1.1 close"},
        {"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nConnection: keep-alive\r\n\r\n",
         "GET path=/ query= authority=a 1.1 close"},
        {"GET / HTTP/1.7\r\nHost: a\r\n\r\n", "GET path=/ query= authority=a 1.1 keep"},
    });
}

TEST(head_parser, skips_a_few_empty_lines_before_a_request) {
    check({
        {"\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET path=/ query= authority=a 1.1 keep"},
        {"\r\n\r\n\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", "400 too many empty lines before the request line"},
        {"\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", "400 a line ends with LF alone"},
    });
}

TEST(head_parser, refuses_more_than_its_limits_wherever_the_bytes_are_cut) {
    const Limits limits{.head_bytes = 100, .target_bytes = 20, .fields = 3};
    const std::string long_target = "GET /" + std::string(20, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n";
    EXPECT_EQ(parse_all_ways(long_target, limits), "414 the target is too long");
    EXPECT_EQ(parse_all_ways("GET /" + std::string(300, '\x80'), limits), "400 a character that no target has");
    EXPECT_EQ(parse_all_ways("GET /" + std::string(300, 'a'), limits), "414 the target is too long");
    const std::string fits = "GET /" + std::string(19, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n";
    EXPECT_TRUE(parse_all_ways(fits, limits).starts_with("GET path=/aaa"));

    const std::string start = "GET / HTTP/1.1\r\nHost: a\r\n";
    EXPECT_EQ(parse_all_ways(start + "a: b\r\nc: d\r\ne: f\r\n\r\n", limits), "431 too many fields");
    EXPECT_TRUE(parse_all_ways(start + "a: b\r\nc: d\r\n\r\n", limits).starts_with("GET path=/ "));
    const std::string exact = start + "x: " + std::string(100 - start.size() - 7, 'v') + "\r\n\r\n";
    ASSERT_EQ(exact.size(), 100u);
    EXPECT_TRUE(parse_all_ways(exact, limits).starts_with("GET path=/ "));
    EXPECT_TRUE(parse_all_ways(exact + "next", limits).starts_with("GET path=/ "));
    EXPECT_EQ(parse_all_ways(start + "x: " + std::string(100 - start.size() - 6, 'v') + "\r\n\r\n", limits),
              "431 the head is too large");
    EXPECT_EQ(parse_all_ways(start + std::string(300, 'n'), {}), "431 a field name is too long");
    EXPECT_EQ(parse_all_ways(std::string(40, 'M') + " / HTTP/1.1\r\n", {}), "501 the method is too long");
}

TEST(head_parser, is_ready_for_the_next_request_without_being_told) {
    const Limits limits;
    HeadParser parser(limits);
    http::Request request;
    const std::string bytes = "GET /1 HTTP/1.1\r\nHost: a\r\nX: y\r\n\r\nGET /2?q HTTP/1.0\r\n\r\n";
    const HeadResult first = parser.parse(bytes, request);
    ASSERT_EQ(first.state, HeadResult::State::complete);
    const HeadResult second = parser.parse(std::string_view(bytes).substr(first.head_size), request);
    EXPECT_EQ(describe(second, request), "GET path=/2 query=q authority= 1.0 close");
}

TEST(head_parser, starts_anew_when_the_request_is_another_one) {
    const Limits limits;
    const std::string_view head = "GET /1 HTTP/1.1\r\nHost: a\r\nX: y\r\n\r\n";
    for (std::size_t cut = 0; cut < head.size(); ++cut) {
        HeadParser parser(limits);
        http::Request first, second;
        ASSERT_EQ(parser.parse(head.substr(0, cut), first).state, HeadResult::State::incomplete);
        EXPECT_EQ(describe(parser.parse(head, second), second), parse_whole(head)) << cut;

        HeadParser again(limits);
        ASSERT_EQ(again.parse(head.substr(0, cut), first).state, HeadResult::State::incomplete);
        first = {};
        EXPECT_EQ(describe(again.parse(head, first), first), parse_whole(head)) << cut;

        HeadParser third(limits), other(limits);
        ASSERT_EQ(third.parse(head.substr(0, cut), first).state, HeadResult::State::incomplete);
        ASSERT_EQ(other.parse("GET /other HTTP/1.1\r\nHost: b\r\n\r\n", first).state, HeadResult::State::complete);
        first.headers.clear();
        EXPECT_EQ(describe(third.parse(head, first), first), parse_whole(head)) << cut;
    }
}

TEST(head_parser, reads_a_trickling_head_in_linear_time) {
    const Limits limits{.head_bytes = 1 << 20, .target_bytes = 1 << 19, .fields = 100};
    const std::string head =
        "GET /" + std::string(400'000, 'a') + " HTTP/1.1\r\nHost: a\r\nx: " + std::string(400'000, 'v') + "\r\n\r\n";
    // Quadratic, this would look at 3 * 10^11 bytes.
    EXPECT_TRUE(parse_in_place(head, 1, limits).starts_with("GET path=/aaa"));
}
