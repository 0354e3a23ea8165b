// Fuzzes the head parser and the body decoder: a request that comes in pieces ends as the same request does whole.
//
// The first bytes of the input choose limits and how the rest is cut. All memory is of exact size.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>

#include "kaon/base/exact_test.hpp"
#include "kaon/http/h1/body_decoder.hpp"
#include "kaon/http/h1/head_parser.hpp"
#include "kaon/http/trailers.hpp"

using namespace kaon;
using namespace kaon::http::h1;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

// Lengths of pieces, from the input itself.
struct Cutter {
    std::uint64_t state;
    std::size_t next() {
        state ^= state << 13, state ^= state >> 7, state ^= state << 17;
        return state % 4 ? 1 + state / 4 % 8 : 1 + state / 4 % 64;
    }
};

std::string describe(const HeadResult& result, const http::Request& request) {
    std::string text = std::to_string(static_cast<int>(result.state)) + std::string(result.reason);
    if (result.state != HeadResult::State::complete) return text;
    for (std::string_view part :
         {request.method_text, request.target, request.path, request.query, request.authority}) {
        text.append(part) += '|';
    }
    for (const auto& [name, value] : request.headers) {
        require(http::is_token(name) && http::is_field_value(value));
        text.append(name).append("=").append(value) += '|';
    }
    text += std::to_string(result.head_size) + ',' + std::to_string(result.length) + ',' +
            std::to_string(static_cast<int>(result.framing)) + (result.keep_alive ? 'k' : 'c') +
            (result.expects_continue ? 'e' : '-') + static_cast<char>('0' + static_cast<int>(request.version));
    return text;
}

std::string head_in_pieces(std::string_view bytes, const Limits& limits, Cutter cutter, bool moving) {
    HeadParser parser(limits);
    http::Request request;
    const Exact whole(bytes);
    std::unique_ptr<Exact> now, before;
    for (std::size_t size = 0;; size = std::min(bytes.size(), size + cutter.next())) {
        before = std::move(now);
        if (moving) now = std::make_unique<Exact>(bytes.substr(0, size));
        const HeadResult result = parser.parse(moving ? now->view() : whole.view().substr(0, size), request);
        if (result.state != HeadResult::State::incomplete || size == bytes.size()) return describe(result, request);
    }
}

// The content, the trailers, and what was left or why it was refused.
std::string decode(const HeadResult& head, const Limits& limits, std::string_view bytes, Cutter* cutter) {
    http::Headers trailers;
    BodyDecoder decoder(head.framing, head.length, limits, &trailers);
    std::string content, held;
    for (std::size_t came = 0;;) {
        const Exact exact(held);
        const BodyStep step = decoder.decode(exact.view());
        require(step.consumed <= held.size() && step.data.size() <= step.consumed);
        content += step.data;
        held.erase(0, step.consumed);
        if (step.state == BodyStep::State::refused) return content + "!" + std::string(step.reason);
        if (step.state == BodyStep::State::end) {
            require(trailers.size() <= limits.fields && !trailers.broken());
            for (const auto& [name, value] : trailers) {
                require(http::may_be_trailer(name));
                content.append("|").append(name).append("=").append(value);
            }
            return content + "|" + held + std::string(bytes.substr(came));
        }
        if (!step.data.empty()) continue;
        if (came == bytes.size()) return content + "...";
        const std::size_t count = std::min(bytes.size() - came, cutter ? cutter->next() : bytes.size());
        held += bytes.substr(came, count);
        came += count;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const bool small = data[0] & 1;
    const Limits limits = small ? Limits{.head_bytes = 80,
                                         .target_bytes = 16,
                                         .fields = 3,
                                         .chunk_line_bytes = 12,
                                         .chunk_extension_bytes = 20,
                                         .trailer_bytes = 24}
                                : Limits{};
    const Cutter cutter{data[1] * 0x9e3779b97f4a7c15u + 1};
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);

    const Exact exact(bytes);
    HeadParser parser(limits);
    http::Request request;
    const HeadResult result = parser.parse(exact.view(), request);
    const std::string whole = describe(result, request);
    require(head_in_pieces(bytes, limits, cutter, false) == whole);
    require(head_in_pieces(bytes, limits, cutter, true) == whole);

    HeadResult head = result;
    if (head.state != HeadResult::State::complete) head = {.framing = Framing::chunked};
    const std::string_view content = bytes.substr(head.head_size);
    Cutter pieces = cutter;
    require(decode(head, limits, content, nullptr) == decode(head, limits, content, &pieces));
    return 0;
}
