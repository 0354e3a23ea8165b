// What has brought other HTTP/2 servers down, one test for each: named after the advisory where there is one.
//
// Attacks on time and on the wire (windows that stay shut, answers that nobody reads) need a connection and are in
// kaon/transport/h2_slow_test.cpp.
#include <functional>

#include <gtest/gtest.h>

#include "kaon/http/h2/server_test.hpp"

using namespace kaon;
using namespace kaon::http::h2;
using namespace kaon::http::h2::frames;
using kaon::http::h2::frames::frame;

namespace {

constexpr std::uint32_t calm = 11;  // ENHANCE_YOUR_CALM
constexpr Limits tight{.resets_burst = 20, .control_frames_burst = 50, .small_frames_burst = 50};

std::string repeated(const std::string& bytes, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += bytes;
    return all;
}

// The same on a fresh stream each time.
std::string on_streams(int count, const std::function<std::string(std::uint32_t)>& one) {
    std::string all;
    for (int i = 0; i < count; ++i) all += one(1 + 2 * static_cast<std::uint32_t>(i));
    return all;
}

// In pieces, so that answers go out in between. The code of the GOAWAY; -1: there was none.
int end_of(TestServer& server, std::string_view bytes) {
    server.feed(greeting());
    for (std::size_t at = 0; at < bytes.size(); at += 100) server.feed(bytes.substr(at, 100));
    const Frame end = server.first(goaway);
    return end.type == goaway ? static_cast<int>(end.number(4)) : -1;
}

void expect_flood(const std::string& bytes, const char* why = "") {
    TestServer server(tight);
    EXPECT_EQ(end_of(server, bytes), calm) << why;
    EXPECT_FALSE(server.session.reason().empty()) << why << ": the log tells what it was";
}

const std::string cancel = number_bytes(8, 4);

}  // namespace

TEST(h2_vulnerabilities, rapid_reset_cve_2023_44487) {
    expect_flood(on_streams(100, [](std::uint32_t id) { return get(id, "/held") + frame(rst_stream, 0, id, cancel); }));
}

TEST(h2_vulnerabilities, made_you_reset_cve_2025_8671) {
    const struct {
        const char* way;
        std::function<std::string(std::uint32_t)> one;
    } ways[] = {
        {"a request without a method", [](std::uint32_t id) { return headers(id, {{"x", "no request"}}); }},
        {"a window above 2^31-1",
         [](std::uint32_t id) { return get(id, "/held") + frame(window_update, 0, id, number_bytes(0x7fffffff, 4)); }},
        {"more content than announced",
         [](std::uint32_t id) { return post(id, "/held", {{"content-length", "1"}}) + frame(data, 0, id, "abc"); }},
        {"less content than announced",
         [](std::uint32_t id) { return post(id, "/held", {{"content-length", "9"}}) + frame(data, 1, id, "abc"); }},
        {"a pseudo-header field as trailer",
         [](std::uint32_t id) { return post(id, "/held") + headers(id, {{":method", "GET"}}); }},
        {"trailers without an end",
         [](std::uint32_t id) { return post(id, "/held") + headers(id, {{"a", "b"}}, flag::end_headers); }},
        {"trailers above the limit",
         [](std::uint32_t id) { return post(id, "/held") + headers(id, {{"a", std::string(9000, 'x')}}); }},
    };
    for (const auto& [way, one] : ways) expect_flood(on_streams(100, one), way);
}

// Two that end the connection at the first, rather than a stream each time.
TEST(h2_vulnerabilities, frames_that_need_no_count_cve_2025_8671) {
    TestServer ended(tight), nothing(tight);
    EXPECT_EQ(end_of(ended, get(1) + get(3) + frame(data, 0, 1, "x")), 5) << "STREAM_CLOSED";
    EXPECT_EQ(end_of(nothing, get(1, "/held") + frame(window_update, 0, 1, number_bytes(0, 4))), 1)
        << "PROTOCOL_ERROR: a WINDOW_UPDATE of nothing";
}

TEST(h2_vulnerabilities, continuation_flood_cve_2024_27316_cve_2024_28182) {
    const std::string begun = frame(headers_frame, flag::end_stream, 1, block(request_fields("GET", "/")));
    for (const Fields& fields : {Fields{{"x", "y"}}, Fields{}, Fields{{"x", std::string(1000, 'y')}}}) {
        TestServer server;
        EXPECT_EQ(end_of(server, begun + repeated(frame(continuation, 0, 1, block(fields)), 100)), calm);
        EXPECT_LE(server.streams.at(0).head().list_bytes(), std::uint64_t{4} * server.limits.header_list_bytes + 4096);
        EXPECT_FALSE(server.streams[0].head_seen);
    }
}

TEST(h2_vulnerabilities, settings_flood_cve_2019_9515) { expect_flood(repeated(frame(settings, 0, 0), 100)); }

TEST(h2_vulnerabilities, settings_with_a_thousand_entries_cve_2020_11080) {
    TestServer server;
    const std::string entry = number_bytes(4, 2) + number_bytes(70'000, 4);
    EXPECT_EQ(end_of(server, frame(settings, 0, 0, repeated(entry, 1000))), calm);
}

TEST(h2_vulnerabilities, ping_flood_cve_2019_9512) { expect_flood(repeated(frame(ping, 0, 0, "12345678"), 100)); }

// The peer reads none of them: they must not pile up until the budget of frames is spent.
TEST(h2_vulnerabilities, acknowledgements_that_nobody_reads_cve_2019_9512) {
    for (const std::string& one : {frame(ping, 0, 0, "12345678"), frame(settings, 0, 0)}) {
        TestServer server;
        server.feed(greeting());
        for (int i = 0; i < 500; ++i) server.session.receive(one, server.now);
        EXPECT_TRUE(server.session.doomed());
        EXPECT_LE(server.session.queued(), 200u);
    }
}

TEST(h2_vulnerabilities, resource_loop_of_priorities_cve_2019_9513) {
    expect_flood(repeated(frame(priority, 0, 1, number_bytes(3, 5)), 100));
    expect_flood(get(1, "/held") + repeated(frame(priority_update, 0, 0, number_bytes(1, 4) + "u=0"), 100));
}

TEST(h2_vulnerabilities, reset_flood_cve_2019_9514) {
    expect_flood(on_streams(100, [](std::uint32_t id) { return headers(id, {{":path", "/"}}); }));
}

TEST(h2_vulnerabilities, fields_without_names_cve_2019_9516) {
    expect_flood(on_streams(100, [](std::uint32_t id) { return get(id, "/", {{"", ""}}); }));
}

TEST(h2_vulnerabilities, empty_frames_cve_2019_9518) {
    expect_flood(post(1, "/held") + repeated(frame(data, 0, 1), 100));
    expect_flood(post(1, "/held") + repeated(frame(data, flag::padded, 1, std::string(1, '\0')), 2000), "padding only");
}

// Windows of a byte make a frame of each byte: whoever opens them earns nothing by what he takes.
TEST(h2_vulnerabilities, data_dribble_cve_2019_9511) {
    TestServer server(tight);
    const std::string narrow = frame(settings, 0, 0, number_bytes(4, 2) + number_bytes(1, 4));
    const std::string more = frame(window_update, 0, 1, number_bytes(1, 4));
    server.feed(greeting() + narrow + get(1, "/held"));
    TestStream& stream = server.streams.at(0);
    stream.answer = std::string(1000, 'x');
    server.session.respond(stream, server.response, {.content = Session::Content::follows});
    for (int i = 0; i < 200; ++i) server.feed(more);
    EXPECT_EQ(server.first(goaway).number(4), calm);
}

// Who gives each frame back by itself, after windows have come in pieces once, gets those pieces in every round.
TEST(h2_vulnerabilities, who_takes_much_in_windows_of_many_pieces_is_no_flood) {
    TestServer server;
    server.feed(greeting() + get(1, "/held"));
    TestStream& stream = server.streams.at(0);
    stream.answer = std::string(2'000'000, 'x');
    server.session.respond(stream, server.response, {.content = Session::Content::follows});
    std::deque<std::size_t> taken;
    const auto exchange = [&](std::string_view bytes) {
        server.sent.clear();
        server.feed(bytes);
        for (const Frame& frame : frames_of(server.sent)) {
            if (frame.type == data) taken.push_back(frame.payload.size());
        }
    };
    const auto give_back = [&](std::size_t size) {
        const std::string more = number_bytes(size, 4);
        exchange(frame(window_update, 0, 0, more) + frame(window_update, 0, 1, more));
    };
    exchange("");
    ASSERT_FALSE(taken.empty());
    constexpr std::size_t pieces = 40;
    for (std::size_t i = 0; i < pieces; ++i) give_back(1);
    taken.front() -= pieces;
    while (!taken.empty() && !server.session.doomed()) {
        const std::size_t size = taken.front();
        taken.pop_front();
        give_back(size);
    }
    EXPECT_FALSE(server.session.doomed()) << server.session.reason();
    EXPECT_TRUE(stream.answer.empty());
}

// The same the other way: what is sent comes in bytes.
TEST(h2_vulnerabilities, content_in_bytes_cve_2019_9511) {
    expect_flood(post(1, "/held") + repeated(frame(data, 0, 1, "x"), 100));
    const std::string padded = std::string(1, '\xff') + "x" + std::string(255, '\0');
    expect_flood(post(1, "/held") + repeated(frame(data, flag::padded, 1, padded), 100), "a byte, and much padding");
    expect_flood(connect(1, "websocket", "/held") + repeated(frame(data, 0, 1, "x"), 100), "in a tunnel");
}

// It sends a byte each 10 ms for five minutes; another one much in small pieces, with a large one now and then.
TEST(h2_vulnerabilities, who_is_slow_or_writes_small_pieces_between_large_ones_is_no_flood) {
    TestServer slow;
    slow.feed(greeting() + post(1, "/held"));
    for (int i = 0; i < 30'000; ++i) {
        slow.now = slow.now + 10ms;
        slow.feed(frame(data, 0, 1, "x"));
    }
    EXPECT_EQ(slow.streams.at(0).content().size(), 30'000u) << slow.session.reason();
    TestServer writer;
    writer.feed(greeting() + post(1, "/held"));
    const std::string large(1'000, 'x');
    for (int i = 0; i < 30'000; ++i) {
        writer.feed(frame(data, 0, 1, "size") + frame(data, 0, 1, large) + frame(data, 0, 1, "\r\n"));
        writer.session.consume(writer.streams.at(0), large.size() + 6);
    }
    EXPECT_FALSE(writer.session.doomed()) << writer.session.reason();
}

// Messages of a few bytes, each of which is answered: a WebSocket, as fast as it goes.
TEST(h2_vulnerabilities, who_talks_in_small_messages_and_is_answered_is_no_flood) {
    TestServer server(tight);
    server.feed(greeting() + connect(1, "websocket", "/held"));
    TestStream& stream = server.streams.at(0);
    stream.ends = false;
    stream.answer.clear();
    server.session.respond(stream, server.response, {.content = Session::Content::follows, .tunnel = true});
    for (int i = 0; i < 10'000; ++i) {
        server.feed(frame(data, 0, 1, "ask"));
        stream.answer += "answer";
        server.session.resume(stream);
        server.session.consume(stream, 3);
        if (i % 5'000 == 0) server.feed(frame(window_update, 0, 0, number_bytes(60'000, 4)));
        if (i % 5'000 == 0) server.feed(frame(window_update, 0, 1, number_bytes(60'000, 4)));
    }
    EXPECT_FALSE(server.session.doomed()) << server.session.reason();
    EXPECT_EQ(stream.content().size(), 30'000u);
}

// It gives back each frame by itself, and so keeps a fragment of its window for ever.
TEST(h2_vulnerabilities, a_reader_with_ordinary_windows_earns_its_updates) {
    TestServer server(tight);
    const std::string uneven = frame(settings, 0, 0, number_bytes(4, 2) + number_bytes(4 * 16'384 + 100, 4));
    server.feed(greeting() + uneven + frame(window_update, 0, 0, number_bytes(1 << 20, 4)) + get(1, "/held"));
    TestStream& stream = server.streams.at(0);
    stream.answer = std::string(20'000'000, 'x');
    server.session.respond(stream, server.response, {.content = Session::Content::follows});
    server.feed("");
    std::size_t taken = 0, small = 0;
    while (!server.session.doomed() && taken < 20'000'000) {
        std::string updates;
        for (const Frame& sent : frames_of(std::exchange(server.sent, {}))) {
            if (sent.type != data) continue;
            taken += sent.payload.size();
            small += sent.payload.size() < 256;
            const std::string more = number_bytes(sent.payload.size(), 4);
            updates += frame(window_update, 0, 0, more) + frame(window_update, 0, 1, more);
        }
        ASSERT_FALSE(updates.empty());
        server.feed(updates);
    }
    EXPECT_EQ(taken, 20'000'000u) << server.session.reason();
    EXPECT_GT(small, 100u) << "or it proves nothing";
}

// A byte of the header block stands for four kilobytes of fields.
TEST(h2_vulnerabilities, hpack_bomb_cve_2016_6581) {
    const std::string value(3900, 'x');
    // A literal with incremental indexing (RFC 7541, section 6.2.1): its length is 127 + 3773.
    const std::string remembered = std::string("\x40\x01") + "x" + "\x7f\xbd\x1d" + value;
    const std::string again(10'000, '\xbe');
    TestServer server;
    EXPECT_EQ(end_of(server, frame(headers_frame, 5, 1, block(request_fields("GET", "/")) + remembered + again)), calm);
    EXPECT_LE(server.streams.at(0).head().list_bytes(), std::uint64_t{4} * server.limits.header_list_bytes + 8192);
}

// A dynamic table that the peer wants to be large is held to the size that we offer, both ways.
TEST(h2_vulnerabilities, hpack_tables_stay_small_cve_2016_1544) {
    TestServer server;
    const std::string larger = "\x3f\xe1\xff\x03";  // a size update to 65,536 (RFC 7541, section 6.3)
    EXPECT_EQ(end_of(server, frame(headers_frame, 5, 1, larger + block(request_fields("GET", "/")))), 9);
}

TEST(h2_vulnerabilities, window_overflow) {
    const std::string most = number_bytes(0x7fffffff, 4);
    TestServer connection;
    EXPECT_EQ(end_of(connection, frame(window_update, 0, 0, most)), 3) << "FLOW_CONTROL_ERROR of the connection";
    TestServer stream;
    EXPECT_EQ(end_of(stream, get(1, "/held") + frame(window_update, 0, 1, most) + get(3)), -1);
    EXPECT_EQ(stream.outcome(1), "reset 3") << "of the stream alone";
    EXPECT_EQ(stream.outcome(3), "200");
}

// https://www.rfc-editor.org/rfc/rfc9113#section-6.9.2
TEST(h2_vulnerabilities, window_overflow_by_a_change_of_the_initial_window) {
    const auto initial = [](std::uint32_t size) { return number_bytes(4, 2) + number_bytes(size, 4); };
    const auto changed = [](const std::string& entries) { return frame(settings, 0, 0, entries); };
    const auto widened = [](std::uint32_t bytes) { return frame(window_update, 0, 3, number_bytes(bytes, 4)); };
    const std::string open = get(1, "/held") + get(3, "/held") + get(5, "/held") + widened(1000);
    const struct {
        const char* why;
        std::string bytes;
        int end;
    } cases[] = {
        {"one too many", open + changed(initial(0x7fffffff - 999)), 3},
        {"as many as there can be", open + changed(initial(0x7fffffff - 1000)), -1},
        {"a second change", open + changed(initial(0)) + changed(initial(0x7fffffff - 999)), 3},
        {"two changes in a frame, of which the last is too large", open + changed(initial(0) + initial(0x7fffffff)), 3},
        {"none is open", changed(initial(0x7fffffff)) + get(1), -1},
        {"it has ended", open + frame(rst_stream, 0, 3, cancel) + changed(initial(0x7fffffff)), -1},
        {"one that opened later has the changed window", changed(initial(0x7fffffff)) + open, -1},
    };
    for (const auto& [why, bytes, end] : cases) {
        TestServer server;
        EXPECT_EQ(end_of(server, bytes), end) << why;
    }
}

TEST(h2_vulnerabilities, content_beyond_the_window) {
    TestServer server({.stream_window = 16'384, .connection_window = 65'535});
    server.feed(greeting());
    server.feed(frame(settings, flag::ack, 0) + post(1, "/held") + frame(data, 0, 1, std::string(16'384, 'x')));
    EXPECT_FALSE(server.session.doomed());
    server.feed(frame(data, 0, 1, "x"));
    EXPECT_TRUE(server.outcome(1) == "reset 3" || server.outcome(1) == "GOAWAY 3") << server.outcome(1);
    EXPECT_LE(server.streams.at(0).content().size(), 2u * 16'384) << "at most the frame that broke it";
    const std::size_t kept = server.streams[0].content().size();
    for (int i = 0; i < 10; ++i) server.feed(frame(data, 0, 1, std::string(1000, 'x')));
    EXPECT_EQ(server.streams[0].content().size(), kept);
}

// nghttp2 before 1.61 would use the memory of stream 7 after it was freed, and lose count of those that are open: the
// peer's GOAWAY would then end the session with a request unanswered.
TEST(h2_vulnerabilities, priorities_of_streams_to_come_keep_the_count_of_those_that_are_open) {
    const auto update = [](std::uint32_t id) { return frame(priority_update, 0, 0, number_bytes(id, 4) + "u=0"); };
    TestServer server;
    server.feed(greeting() + update(7) + get(7));
    server.feed(update(9) + update(11) + get(11) + update(13));
    EXPECT_EQ(server.outcome(11), "200");
    std::string many;
    for (std::uint32_t id = 101; id < 1000; id += 2) many += update(id);
    server.feed(many + get(13) + frame(goaway, 0, 0, number_bytes(0, 8)));
    EXPECT_EQ(server.outcome(13), "200");
}

TEST(h2_vulnerabilities, floods_of_what_nobody_knows) {
    expect_flood(repeated(frame(77, 0, 0, "x"), 100), "unknown frames");
    expect_flood(get(1, "/held") + repeated(frame(window_update, 0, 1, number_bytes(1, 4)), 100), "WINDOW_UPDATE");
    expect_flood(post(1, "/", {{"content-length", "1"}}) + repeated(frame(data, 0, 1, "abc"), 100),
                 "frames of a stream that we have reset");
}

// No streams of ours: what a peer has not asked for is never sent (RFC 9113, section 8.4).
TEST(h2_vulnerabilities, nothing_is_pushed) {
    TestServer server;
    server.feed(greeting() + frame(settings, 0, 0, number_bytes(2, 2) + number_bytes(1, 4)) + get(1) + get(3));
    for (const Frame& sent : frames_of(server.sent)) {
        EXPECT_NE(sent.type, push_promise);
        EXPECT_TRUE(sent.stream % 2 == 1 || sent.stream == 0);
    }
}
