// What a session makes of bytes: requests, refusals of streams, ends of connections. Section numbers are RFC 9113's.
#include <algorithm>
#include <new>

#include <gtest/gtest.h>

#include "kaon/http/h2/server_test.hpp"

using namespace kaon;
using namespace kaon::http::h2;
using namespace kaon::http::h2::frames;
using kaon::http::h2::frames::frame;

namespace {

Fields with(Fields fields, std::string name, std::string value) {
    fields.emplace_back(std::move(name), std::move(value));
    return fields;
}

}  // namespace

TEST(h2_session, answers_a_request_wherever_its_bytes_are_cut) {
    const std::string bytes = greeting() + post(1, "/a?b=c", {{"content-length", "5"}}) + frame(data, 1, 1, "12345");
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
        TestServer server;
        server.feed(bytes.substr(0, cut));
        server.feed(bytes.substr(cut));
        ASSERT_EQ(server.outcome(1), "200") << cut;
        const TestStream& stream = server.streams.at(0);
        EXPECT_EQ(stream.request.path, "/a");
        EXPECT_EQ(stream.request.query, "b=c");
        EXPECT_EQ(stream.request.authority, "a");
        EXPECT_EQ(stream.request.version, http::Version::http_2);
        EXPECT_EQ(stream.content(), "12345");
        EXPECT_EQ(server.first(data).payload, "hello");
    }
}

// A conversation with everything in it that can be cut: a header block in pieces, padding, trailers, control frames.
static std::string long_conversation() {
    const std::string head = block(request_fields("POST", "/a?b=c", {{"cookie", "a=1"}, {"cookie", "b=2"}}));
    return greeting() + frame(settings, 0, 0, number_bytes(4, 2) + number_bytes(70'000, 4)) +
           frame(headers_frame, flag::none, 1, head.substr(0, 7)) +
           frame(continuation, flag::none, 1, head.substr(7, 20)) +
           frame(continuation, flag::end_headers, 1, head.substr(27)) +
           frame(data, flag::padded, 1,
                 "\x03"
                 "12345pad") +
           get(3, "/held") + frame(priority, 0, 3, number_bytes(1, 4) + "x") + frame(data, 0, 1, "678") +
           frame(ping, 0, 0, "12345678") + headers(1, {{"digest", "xyz"}}) + frame(77, 0, 0, "unknown") +
           frame(window_update, 0, 3, number_bytes(9, 4)) + frame(rst_stream, 0, 3, number_bytes(8, 4)) +
           headers(5, {{"x", "no request"}}) + frame(priority_update, 0, 0, number_bytes(7, 4) + "u=0") + get(7) +
           frame(goaway, 0, 0, number_bytes(0, 8));
}

TEST(h2_session, every_split_of_a_conversation_gives_the_same_events) {
    const std::string bytes = long_conversation();
    TestServer whole;
    whole.feed(bytes);
    const std::string expected = whole.events();
    EXPECT_EQ(expected, "1 POST /a?b=c cookie=a=1; b=2 content=12345678 digest=xyz closed 0\n"
                        "3 GET /held? cookie= content= closed 8\n"
                        "5 no request closed 1\n"
                        "7 GET /? cookie= content= closed 0\n");
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
        TestServer server;
        server.feed(std::string_view(bytes).substr(0, cut));
        server.feed(std::string_view(bytes).substr(cut));
        ASSERT_EQ(server.events(), expected) << "cut at " << cut << " of " << bytes.size();
        ASSERT_TRUE(server.session.reason().empty()) << server.session.reason();
    }
    for (std::size_t step = 1; step < 12; ++step) {
        TestServer server;
        for (std::size_t at = 0; at < bytes.size(); at += step) server.feed(std::string_view(bytes).substr(at, step));
        ASSERT_EQ(server.events(), expected) << "in pieces of " << step;
    }
}

TEST(h2_session, refuses_malformed_requests_as_section_8_says) {
    const struct {
        const char* why;
        Fields fields;
    } cases[] = {
        {"8.2.1 a name in upper case", request_fields("GET", "/", {{"X-Test", "a"}})},
        {"8.2.1 a name with a space", request_fields("GET", "/", {{"x test", "a"}})},
        {"8.2.1 a value with a line feed", request_fields("GET", "/", {{"x", "a\nb"}})},
        {"8.2.1 a value with a zero byte", request_fields("GET", "/", {{"x", std::string("a\0b", 3)}})},
        {"8.2.1 a value with space before it", request_fields("GET", "/", {{"x", " a"}})},
        {"8.2.2 Connection", request_fields("GET", "/", {{"connection", "keep-alive"}})},
        {"8.2.2 Transfer-Encoding", request_fields("GET", "/", {{"transfer-encoding", "chunked"}})},
        {"8.2.2 Upgrade", request_fields("GET", "/", {{"upgrade", "h2c"}})},
        {"8.2.2 TE other than trailers", request_fields("GET", "/", {{"te", "gzip"}})},
        {"8.3 an unknown pseudo-header field", request_fields("GET", "/", {{":test", "a"}})},
        {"8.3 one of responses", request_fields("GET", "/", {{":status", "200"}})},
        {"8.3 a pseudo-header field behind others", with({{"x", "a"}}, ":method", "GET")},
        {"8.3.1 no :method", {{":scheme", "http"}, {":path", "/"}, {":authority", "a"}}},
        {"8.3.1 no :scheme", {{":method", "GET"}, {":path", "/"}, {":authority", "a"}}},
        {"8.3.1 no :path", {{":method", "GET"}, {":scheme", "http"}, {":authority", "a"}}},
        {"8.3.1 an empty :path", request_fields("GET", "")},
        {"8.3.1 a whole URI as :path", request_fields("GET", "http://b/")},
        {"8.3.1 :method twice", with(request_fields("GET", "/"), ":method", "GET")},
        {"8.3.1 :path twice", with(request_fields("GET", "/"), ":path", "/")},
    };
    for (const auto& [why, fields] : cases) EXPECT_EQ(outcome_of(headers(1, fields)), "reset 1") << why;
}

TEST(h2_session, refuses_content_that_differs_from_its_announced_length) {
    EXPECT_EQ(outcome_of(post(1, "/", {{"content-length", "2"}}) + frame(data, 1, 1, "abc")), "reset 1");
    EXPECT_EQ(outcome_of(post(1, "/", {{"content-length", "4"}}) + frame(data, 1, 1, "abc")), "reset 1");
    EXPECT_EQ(outcome_of(get(1, "/", {{"content-length", "4"}})), "reset 1");
    EXPECT_EQ(outcome_of(post(1, "/", {{"content-length", "3"}}) + frame(data, 1, 1, "abc")), "200");
}

TEST(h2_session, ends_connections_that_break_the_protocol) {
    const std::string zeros(4, '\0');
    const struct {
        const char* why;
        std::string bytes;
        const char* outcome;
    } cases[] = {
        {"3.4 something else than SETTINGS after the preface", frame(ping, 0, 0, "12345678"), "GOAWAY 1"},
        {"4.2 a frame larger than allowed", frame(data, 0, 1, std::string(16385, 'x')), "GOAWAY 6"},
        {"4.3 a header block that cannot be decoded", frame(headers_frame, 5, 1, "\xff\xff\xff\xff\xff\xff"),
         "GOAWAY 9"},
        {"5.1 DATA on an idle stream", frame(data, 1, 1, "x"), "GOAWAY 1"},
        {"5.1 RST_STREAM on an idle stream", frame(rst_stream, 0, 1, zeros), "GOAWAY 1"},
        {"5.1 WINDOW_UPDATE on an idle stream", frame(window_update, 0, 1, number_bytes(1, 4)), "GOAWAY 1"},
        {"5.1.1 a stream with an even number", get(2), "GOAWAY 1"},
        {"5.1.1 a stream that was passed over", get(5) + get(3), "GOAWAY 1"},
        {"6.1 DATA without a stream", frame(data, 1, 0, "x"), "GOAWAY 1"},
        {"6.1 padding longer than the frame", post(3) + frame(data, 9, 3, "\x7fxx"), "GOAWAY 1"},
        {"6.2 HEADERS without a stream", get(0), "GOAWAY 1"},
        {"6.3 PRIORITY without a stream", frame(priority, 0, 0, zeros + "x"), "GOAWAY 1"},
        {"6.3 PRIORITY below itself", frame(priority, 0, 9, number_bytes(9, 4) + "x"), "GOAWAY 1"},
        {"6.3 PRIORITY below itself, exclusively", frame(priority, 0, 9, number_bytes(0x80000009, 4) + "x"),
         "GOAWAY 1"},
        {"RFC 9218, 7.1 PRIORITY_UPDATE on a stream", get(1) + frame(priority_update, 0, 1, number_bytes(3, 4)),
         "GOAWAY 1"},
        {"RFC 9218, 7.1 PRIORITY_UPDATE of no stream", frame(priority_update, 0, 0, number_bytes(0, 4)), "GOAWAY 1"},
        {"RFC 9218, 7.1 PRIORITY_UPDATE of a push", frame(priority_update, 0, 0, number_bytes(2, 4)), "GOAWAY 1"},
        {"RFC 9218, 7.1 PRIORITY_UPDATE of a wrong size", frame(priority_update, 0, 0, "abc"), "GOAWAY 6"},
        {"6.4 RST_STREAM of a wrong size", get(1, "/held") + frame(rst_stream, 0, 1, "abc"), "GOAWAY 6"},
        {"6.5 SETTINGS on a stream", frame(settings, 0, 1), "GOAWAY 1"},
        {"6.5 an acknowledgement with content", frame(settings, 1, 0, "abcdef"), "GOAWAY 6"},
        {"6.5 SETTINGS of a wrong size", frame(settings, 0, 0, "abc"), "GOAWAY 6"},
        {"6.5.2 ENABLE_PUSH of 2", frame(settings, 0, 0, number_bytes(2, 2) + number_bytes(2, 4)), "GOAWAY 1"},
        {"6.5.2 a window above 2^31-1", frame(settings, 0, 0, number_bytes(4, 2) + number_bytes(1u << 31, 4)),
         "GOAWAY 3"},
        {"6.6 PUSH_PROMISE from a client", frame(push_promise, 4, 1, zeros), "GOAWAY 1"},
        {"6.7 PING of a wrong size", frame(ping, 0, 0, "1234567"), "GOAWAY 6"},
        {"6.7 PING on a stream", frame(ping, 0, 1, "12345678"), "GOAWAY 1"},
        {"6.9 WINDOW_UPDATE of nothing", frame(window_update, 0, 0, zeros), "GOAWAY 1"},
        {"6.9.1 a window above 2^31-1", frame(window_update, 0, 0, number_bytes(0x7fffffff, 4)), "GOAWAY 3"},
        {"6.10 CONTINUATION without HEADERS", frame(continuation, 4, 1, ""), "GOAWAY 1"},
        {"6.10 another frame in a header block", frame(headers_frame, 1, 1, "") + frame(ping, 0, 0, "12345678"),
         "GOAWAY 1"},
    };
    for (const auto& [why, bytes, outcome] : cases) {
        TestServer server;
        server.feed((std::string_view(why).starts_with("3.4") ? greeting().substr(0, 24) : greeting()) + bytes);
        const Frame end = server.first(goaway);
        EXPECT_EQ(end.type == goaway ? "GOAWAY " + std::to_string(end.number(4)) : "nothing", outcome) << why;
        EXPECT_TRUE(server.session.doomed()) << why;
    }
}

TEST(h2_session, a_frame_of_an_ended_stream_ends_the_connection_but_not_one_that_crossed_our_reset) {
    EXPECT_EQ(outcome_of(get(3) + frame(rst_stream, 0, 3, number_bytes(8, 4)) + frame(data, 1, 3, "x")), "GOAWAY 5");
    EXPECT_EQ(outcome_of(get(3, "/held") + frame(rst_stream, 0, 3, number_bytes(8, 4)) + get(3)), "GOAWAY 5");
    TestServer server;
    server.feed(greeting() + post(1, "/", {{"content-length", "1"}}) + frame(data, 0, 1, "abc"));
    ASSERT_EQ(server.outcome(1), "reset 1");
    server.feed(frame(data, 0, 1, "more") + get(3));
    EXPECT_EQ(server.outcome(3), "200");
}

TEST(h2_session, requests_over_a_limit_carry_the_status_of_their_refusal) {
    const Limits limits{.header_list_bytes = 512, .target_bytes = 64, .fields = 3};
    const auto refusal_of = [&limits](const std::string& bytes) {
        TestServer server(limits);
        server.feed(greeting() + bytes);
        return server.streams.empty() ? http::Status::ok : server.streams[0].head().refusal();
    };
    EXPECT_EQ(refusal_of(get(1)), http::Status::ok);
    EXPECT_EQ(refusal_of(get(1, "/" + std::string(64, 'x'))), http::Status::uri_too_long);
    EXPECT_EQ(refusal_of(get(1, "/", {{"x", std::string(400, 'x')}})), http::Status::request_header_fields_too_large);
    EXPECT_EQ(refusal_of(get(1, "/", {{"a", ""}, {"b", ""}, {"c", ""}})), http::Status::ok);
    EXPECT_EQ(refusal_of(get(1, "/", {{"a", ""}, {"b", ""}, {"c", ""}, {"d", ""}})),
              http::Status::request_header_fields_too_large);
    EXPECT_EQ(refusal_of(get(1, "/", {{"host", "b"}})), http::Status::bad_request);
    EXPECT_EQ(refusal_of(get(1, "/", {{"expect", "a miracle"}})), http::Status::expectation_failed);
    EXPECT_EQ(outcome_of(get(1, "/", {{"x", std::string(4096, 'x')}}), limits), "GOAWAY 11");
}

TEST(h2_session, joins_the_pieces_of_a_cookie_as_section_8_2_3_says) {
    TestServer server;
    server.feed(greeting() + get(1, "/", {{"cookie", "a=1"}, {"x", "y"}, {"cookie", "b=2"}, {"cookie", "c=3"}}));
    const http::Request& request = server.streams.at(0).request;
    EXPECT_EQ(request.headers.get("cookie"), "a=1; b=2; c=3");
    EXPECT_EQ(request.headers.size(), 2u);
}

TEST(h2_session, counts_the_pieces_of_a_cookie_as_one_field_and_bounds_them_by_their_bytes) {
    const auto crumbs = [](int count, int size) {
        Fields fields;
        for (int i = 0; i < count; ++i) fields.emplace_back("cookie", std::string(static_cast<std::size_t>(size), 'c'));
        return get(1, "/", fields);
    };
    const Limits limits{.header_list_bytes = 16 * 1024, .fields = 10};
    TestServer server(limits);
    server.feed(greeting() + crumbs(150, 8));
    EXPECT_EQ(server.streams.at(0).head().refusal(), http::Status::ok);
    EXPECT_EQ(server.streams[0].request.headers.get("cookie")->size(), 150u * 8 + 149 * 2);
    TestServer large(limits);
    large.feed(greeting() + crumbs(150, 80));
    EXPECT_EQ(large.streams.at(0).head().refusal(), http::Status::request_header_fields_too_large);
}

TEST(h2_session, gives_trailers_behind_the_content_and_drops_those_that_may_not_be) {
    TestServer server;
    server.feed(greeting() + post(1) + frame(data, 0, 1, "abc") +
                headers(1, {{"digest", "x"}, {"content-length", "3"}, {"authorization", "y"}}));
    ASSERT_EQ(server.outcome(1), "200");
    EXPECT_EQ(server.streams[0].request.trailers.get("digest"), "x");
    EXPECT_EQ(server.streams[0].request.trailers.size(), 1u);
    EXPECT_EQ(outcome_of(post(1) + headers(1, {{":method", "GET"}})), "reset 1") << "8.1 a pseudo-header as trailer";
    EXPECT_EQ(outcome_of(post(1) + headers(1, {{"a", "b"}}, flag::end_headers)), "reset 1") << "8.1 no END_STREAM";
}

TEST(h2_session, the_same_frames_spread_over_time_are_no_flood) {
    TestServer server({.control_frames_per_second = 10, .control_frames_burst = 5});
    server.feed(greeting());
    for (int i = 0; i < 200; ++i) {
        server.now = server.now + 100ms;
        server.feed(frame(ping, 0, 0, "12345678"));
    }
    EXPECT_FALSE(server.session.doomed());
}

TEST(h2_session, sends_content_in_the_order_of_priorities) {
    TestServer server;
    server.answers = false;
    server.feed(greeting() + frame(priority_update, 0, 0, number_bytes(9, 4) + "u=6"));
    server.feed(get(1, "/", {{"priority", "u=5"}}) + get(3, "/", {{"priority", "u=1"}}) + get(5) + get(7) + get(9));
    server.feed(frame(priority_update, 0, 0, number_bytes(7, 4) + "u=0"));
    for (TestStream& stream : server.streams)
        server.session.respond(stream, server.response, {.content = Session::Content::follows});
    server.feed("");
    std::vector<std::uint32_t> order;
    for (const Frame& frame : frames_of(server.sent)) {
        if (frame.type == data) order.push_back(frame.stream);
    }
    EXPECT_EQ(order, (std::vector<std::uint32_t>{7, 3, 5, 1, 9}));
}

TEST(h2_session, gives_window_back_only_for_content_that_was_consumed) {
    TestServer server({.stream_window = 65'535});
    server.feed(greeting() + post(1, "/held"));
    for (int i = 0; i < 3; ++i) server.feed(frame(data, 0, 1, std::string(16384, 'x')));
    const auto windows = [&server] {
        int count = 0;
        for (const Frame& frame : frames_of(server.sent)) count += frame.type == window_update && frame.stream == 1;
        return count;
    };
    EXPECT_EQ(windows(), 0);
    server.session.consume(server.streams[0], std::size_t{3} * 16384);
    server.feed("");
    EXPECT_EQ(windows(), 1);
    TestServer narrow({.stream_window = 16'384});
    narrow.feed(greeting());
    narrow.feed(frame(settings, flag::ack, 0) + post(1) + frame(data, 0, 1, std::string(16'384, 'x')));
    EXPECT_FALSE(narrow.session.doomed());
    narrow.feed(frame(data, 0, 1, "x"));
    EXPECT_TRUE(narrow.first(rst_stream).type == rst_stream || narrow.session.doomed()) << "6.9.1";
}

TEST(h2_session, leaves_in_two_steps_and_answers_what_crossed_the_first) {
    TestServer server;
    server.feed(greeting() + get(1));
    server.session.give_notice();
    server.feed(get(3));
    EXPECT_EQ(server.first(goaway).number(), 0x7fffffffu);
    EXPECT_EQ(server.streams.at(1).was_closed, true) << "it was answered to its end";
    server.session.go_away();
    server.feed("");
    server.feed(get(5));
    EXPECT_EQ(server.streams.size(), 2u);
    EXPECT_TRUE(server.session.doomed());
    EXPECT_TRUE(server.session.reason().empty());
}

TEST(h2_session, without_memory_for_a_stream_ends_the_connection_and_throws_nothing_through_nghttp2) {
    struct Poor final : Host {
        http::h2::Stream* open() override { throw std::bad_alloc(); }
    };
    const Limits limits;
    Poor host;
    Session session(limits, host);
    session.receive(greeting() + get(1), Instant());
    EXPECT_TRUE(session.doomed());
    ByteBuffer out;
    session.write(out, 1 << 20);
    EXPECT_TRUE(std::ranges::any_of(frames_of(std::string(out.view())),
                                    [](const Frame& frame) { return frame.type == goaway; }));
}
