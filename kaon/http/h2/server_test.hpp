// TestServer: a session with streams that answer "hello", for tests: bytes in, what became of each stream out.
//
//   TestServer server;
//   server.feed(greeting() + get(1));
//   EXPECT_EQ(server.outcome(1), "200");
//
// A request for /held is never answered. Threads: a value.
#pragma once

#include <deque>
#include <string>

#include "kaon/http/h2/frames_test.hpp"
#include "kaon/http/h2/session.hpp"

namespace kaon::inline v0::http::h2::frames {

struct TestStream final : http::h2::Stream {
    std::string answer = "hello";
    bool ends = true;  // behind the answer
    bool head_seen = false;
    bool was_closed = false;

    std::string described() const {
        if (!head_seen) return "no request";
        std::string text = std::string(request.method_text) + " " + std::string(request.path);
        text += "?" + std::string(request.query) + " cookie=" + std::string(request.headers.get("cookie").value_or(""));
        text += " content=" + std::string(content());
        for (const auto& [name, value] : request.trailers) text += " " + std::string(name) + "=" + std::string(value);
        return text;
    }
    Ready ready(std::size_t most) override {
        const std::size_t size = std::min(most, answer.size());
        return {.size = size, .end = ends && size == answer.size()};
    }
    bool write(ByteBuffer& out, std::size_t size) override {
        out.append(std::string_view(answer).substr(0, size));
        answer.erase(0, size);
        return true;
    }
};

// A server that answers each complete request with "hello".
struct TestServer final : Host {
    explicit TestServer(Limits given = {}) : limits(given), session(limits, *this) {}

    http::h2::Stream* open() override { return &streams.emplace_back(); }
    void feed(std::string_view bytes) {
        session.receive(bytes, now);
        while (http::h2::Stream* stream = session.next()) happened(static_cast<TestStream&>(*stream));
        ByteBuffer out;
        session.write(out, 1 << 20);
        sent += out.view();
        while (http::h2::Stream* stream = session.next()) happened(static_cast<TestStream&>(*stream));
    }
    void happened(TestStream& stream) {
        const News news = stream.take_news();
        stream.head_seen |= news.head;
        stream.was_closed |= news.closed;
        const bool complete = stream.head_seen && stream.content_complete() && !stream.closed();
        if (!complete || stream.request.target == "/held" || !answers) return;
        session.respond(stream, response, {.content = Session::Content::follows});
    }
    // What was heard of each stream, a line for each: the request, its content, its trailers, its end.
    std::string events() {
        std::string all;
        for (TestStream& stream : streams) {
            all += std::to_string(stream.id()) + " " + stream.described();
            if (stream.was_closed) all += " closed " + std::to_string(static_cast<int>(stream.close_code()));
            all += '\n';
        }
        return all;
    }
    // The first frame of that type, or one of type 255.
    Frame first(std::uint8_t type) const {
        for (const Frame& frame : frames_of(sent)) {
            if (frame.type == type) return frame;
        }
        return {.type = 255};
    }
    // What became of a stream: "200", "reset 1", "GOAWAY 1", "nothing".
    std::string outcome(std::uint32_t stream) const {
        Decoder decoder;
        for (const Frame& frame : frames_of(sent)) {
            if (frame.type == goaway) return "GOAWAY " + std::to_string(frame.number(4));
            if (frame.type == rst_stream && frame.stream == stream) return "reset " + std::to_string(frame.number());
            if (frame.type != headers_frame) continue;
            const Fields fields = decoder.fields(frame.payload);
            if (frame.stream == stream) return fields.empty() ? "undecodable" : fields[0].second;
        }
        return "nothing";
    }

    Limits limits;
    Instant now{1'000'000'000};
    std::deque<TestStream> streams;
    Response response;
    bool answers = true;
    Session session;
    std::string sent;
};

inline std::string outcome_of(std::string_view bytes, Limits limits = {}) {
    TestServer server(limits);
    server.feed(greeting() + std::string(bytes));
    return server.outcome(1);
}

}  // namespace kaon::inline v0::http::h2::frames
