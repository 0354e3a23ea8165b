// Fuzzes a server's session with frames: whatever comes, however it is cut, nothing breaks and memory is bounded.
//
// The first byte says how the rest is cut; what follows is sent behind a greeting.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <string>

#include "kaon/http/h2/frames_test.hpp"
#include "kaon/http/h2/session.hpp"

using namespace kaon;
using namespace kaon::http::h2;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

struct FuzzStream final : http::h2::Stream {
    std::size_t left = 40'000;
    Ready ready(std::size_t most) override {
        const std::size_t size = most < left ? most : left;
        return {.size = size, .end = size == left};
    }
    bool write(ByteBuffer& out, std::size_t size) override {
        std::memset(out.prepare(size), 'x', size);
        out.commit(size);
        left -= size;
        return true;
    }
    std::size_t take() {
        ByteBuffer taken;
        take_content(taken);
        return taken.size();
    }
};

struct FuzzHost final : Host {
    std::deque<FuzzStream> streams;
    http::h2::Stream* open() override { return streams.size() % 7 == 6 ? nullptr : &streams.emplace_back(); }
};

void tell(Session& session, const http::Response& response) {
    while (http::h2::Stream* next = session.next()) {
        auto& stream = static_cast<FuzzStream&>(*next);
        const News news = stream.take_news();
        if (news.head) {
            require(!stream.request.method_text.empty());
            session.respond(stream, response, {.content = Session::Content::follows});
        }
        if (news.content) session.consume(stream, stream.take());
        require(stream.content().size() <= 512 * 1024);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::size_t step = 1 + data[0];
    const std::string bytes = frames::greeting() + std::string(reinterpret_cast<const char*>(data) + 1, size - 1);
    const Limits limits{.concurrent_streams = 16, .stream_window = 65'535, .resets_burst = 8};
    FuzzHost host;
    Session session(limits, host);
    http::Response response;
    response.headers.set("x", "y");
    Instant now{1'000'000'000};
    for (std::size_t at = 0; at < bytes.size() && !session.doomed(); at += step) {
        session.receive(std::string_view(bytes).substr(at, step), now);
        tell(session, response);
        ByteBuffer out;
        session.write(out, 64 * 1024);
        require(out.size() <= 64 * 1024 + 16 * 1024 + 1024);
        tell(session, response);
        now = now + 1ms;
    }
    return 0;
}
