// Memory that cannot be had: each allocation of an HTTP/2 conversation fails, alone or with all that follow. Its
// session ends with whole frames, nothing is freed twice, and the next session is served. Not under the thread
// sanitizer, which brings these operators itself.
#if !__has_feature(thread_sanitizer)
#include <cstring>
#include <deque>
#include <new>
#include <optional>
#include <thread>

#include <gtest/gtest.h>

#include "kaon/base/scarce_memory_test.hpp"
#include "kaon/http/h2/server_test.hpp"

using namespace kaon;
using namespace kaon::http::h2;
using namespace kaon::http::h2::frames;
using kaon::http::h2::frames::frame;

namespace {

// For as long as the session is at work.
struct Rationed {
    Rationed() { ScarceMemory::is_exempt = false; }
    ~Rationed() { ScarceMemory::is_exempt = true; }
};

// A server whose session has no more memory than the test allows. Streams are counted outside: they are not its.
class PoorServer final : public Host {
public:
    PoorServer() {
        ScarceMemory::is_exempt = false;
        try {
            session_.emplace(limits_, *this);
        } catch (const std::bad_alloc&) {
        }
        ScarceMemory::is_exempt = true;
    }

    // False: the session has ended.
    bool feed(std::string_view bytes, const http::Response& response) {
        try {
            if (!session_) return false;
            step([&] { session_->receive(bytes, Instant{1'000'000'000}); });
            do {
                while (http::h2::Stream* stream = session_->next())
                    happened(static_cast<TestStream&>(*stream), response);
                step([&] { session_->write(out_, 1 << 20); });
            } while (session_->has_news());
        } catch (const std::bad_alloc&) {
            threw_ = true;  // a connection ends by that
        }
        return !threw_ && !session_->doomed();
    }
    bool leave() {
        try {
            step([&] { session_->give_notice(); });
            step([&] { session_->go_away(); });
            step([&] { session_->write(out_, 1 << 20); });
        } catch (const std::bad_alloc&) {
            threw_ = true;
        }
        return !threw_ && session_->reason().empty();
    }
    std::string_view sent() const { return out_.view(); }
    // Nothing where it threw, or could not begin.
    std::string_view reason() const { return session_ && !threw_ ? session_->reason() : ""; }

private:
    template <class F>
    void step(F act) {
        const Rationed ration;
        act();
    }
    http::h2::Stream* open() override {
        ScarceMemory::is_exempt = true;
        http::h2::Stream* stream = &streams_.emplace_back();
        ScarceMemory::is_exempt = false;
        return stream;
    }
    void happened(TestStream& stream, const http::Response& response) {
        const News news = stream.take_news();
        if (news.head && stream.request.target != "/held") {
            stream.answer = std::string(stream.request.target == "/much" ? 100'000 : 5, 'a');
            step([&] { session_->interim(stream, http::Status::early_hints, response.headers); });
            step([&] { session_->respond(stream, response, {.content = Session::Content::follows}); });
        }
        if (news.content) step([&] { session_->consume(stream, stream.content().size()); });
        if (news.head && stream.request.target == "/reset") step([&] { session_->reset(stream, ErrorCode::cancel); });
    }

    const Limits limits_{.header_list_bytes = 64 * 1024, .fields = 1000};
    std::deque<TestStream> streams_;
    std::optional<Session> session_;
    ByteBuffer out_;
    bool threw_ = false;
};

std::string literal(const char* name, const std::string& value) {  // that both tables remember (RFC 7541, 6.2.1)
    return std::string("\x40") + static_cast<char>(std::strlen(name)) + name + static_cast<char>(value.size()) + value;
}

using Conversation = std::vector<std::string>;  // what the peer sends, piece by piece

Conversation of_everything() {
    const auto update = [](std::uint32_t id, std::string_view text) {
        return frame(priority_update, 0, 0, number_bytes(id, 4) + std::string(text));
    };
    const std::string windows = frame(settings, 0, 0, number_bytes(4, 2) + number_bytes(200'000, 4));
    const std::string remembered = block(request_fields("GET", "/")) + literal("x-one", std::string(100, 'x')) +
                                   literal("x-two", std::string(90, 'y'));
    return {
        greeting() + update(3, "u=1"),
        frame(headers_frame, 5, 1, remembered) + get(3, "/much", {{"priority", "u=2, i"}, {"te", "trailers"}}),
        frame(window_update, 0, 0, number_bytes(1 << 20, 4)) + windows + frame(ping, 0, 0, "12345678"),
        post(5, "/held", {{"content-length", "40000"}}) + frame(data, 0, 5, std::string(16'000, 'c')),
        frame(data, 0, 5, std::string(16'000, 'c')) + update(5, "u=0") + frame(priority, 0, 7, number_bytes(3, 5)),
        frame(data, flag::end_stream, 5, std::string(8'000, 'c')),
        connect(7, "websocket", "/") + frame(data, 0, 7, "a message") + frame(data, flag::end_stream, 7, "and a last"),
        get(9, "/reset") + headers(11, {{"x", "no request"}}) + get(13, "/held") +
            frame(rst_stream, 0, 13, number_bytes(8, 4)),
        post(15) + frame(data, 0, 15, "abc") + headers(15, {{"digest", std::string(2'000, 'd')}}),
        [] {
            std::string many;
            for (std::uint32_t id = 17; id < 17 + 2 * 6; id += 2) many += get(id, "/" + std::to_string(id));
            return many;
        }(),
    };
}

struct Outcome {
    bool whole = false;  // nothing was noticed
    bool short_of = false;  // an allocation failed
};

// With `enough` allocations. What went out are whole frames; a session that ends by itself says so with the last.
Outcome converse(int enough, Scarcity scarcity, const Conversation& conversation, const http::Response& response) {
    ScarceMemory::is_exempt = true;
    scarce_memory.fail_after(enough, scarcity);
    Outcome outcome;
    PoorServer server;
    bool goes_on = true;
    for (const std::string& bytes : conversation) goes_on = goes_on && server.feed(bytes, response);
    outcome.whole = goes_on && server.leave();
    outcome.short_of = !scarce_memory.stop();
    std::string sent(server.sent());
    std::uint8_t last = goaway;
    for (Frame frame; take_frame(sent, frame);) last = frame.type;
    EXPECT_EQ(sent, "") << "a piece of a frame after " << enough;
    EXPECT_TRUE(outcome.whole || outcome.short_of) << enough << " " << server.reason();
    if (outcome.whole || server.reason().empty()) return outcome;
    EXPECT_EQ(server.reason(), "out of memory") << enough;
    EXPECT_EQ(last, goaway) << enough;
    return outcome;
}

// How many allocations the conversation needs; each of them has failed once. Each time on a thread of its own, whose
// pool of memory is empty.
int fail_each(Scarcity scarcity, const Conversation& conversation, const http::Response& response) {
    for (int n = 0; n < 10'000 && !testing::Test::HasFailure(); ++n) {
        bool reached = false;
        std::thread([&] {
            reached = converse(n, scarcity, conversation, response).short_of;
            if (n % 16 == 0) {
                EXPECT_TRUE(converse(1 << 20, scarcity, conversation, response).whole) << "the next one, after " << n;
            }
        }).join();
        if (!reached) return n;
    }
    return -1;
}

}  // namespace

TEST(h2_memory, that_cannot_be_had_ends_one_session_whatever_it_was_for) {
    http::Response response;
    response.headers.set("X-Upper", "copied");
    response.headers.set("x-lower", "borrowed");
    EXPECT_GT(fail_each(Scarcity::once, of_everything(), response), 20) << "or it proves nothing";
    EXPECT_GT(fail_each(Scarcity::lasting, of_everything(), response), 20) << "or it proves nothing";
}

// A header block that goes beyond what is kept in reserve.
TEST(h2_memory, that_lacks_for_a_large_head_ends_one_session) {
    http::Response response;
    for (int i = 0; i < 50; ++i) response.headers.set_copy("x-" + std::to_string(i), std::string(8'000, 'v'));
    EXPECT_GT(fail_each(Scarcity::lasting, {greeting() + get(1), get(3)}, response), 5) << "or it proves nothing";
}

#endif
