// Fuzzes the WebSocket decoder: frames that come in pieces end as the same frames do whole, with and without deflate;
// and what the encoder writes is read back.
//
// The first bytes choose limits, terms and how the rest is cut. All memory is of exact size.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "kaon/base/exact_test.hpp"
#include "kaon/base/utf8.hpp"
#include "kaon/http/ws/decoder.hpp"
#include "kaon/http/ws/encoder.hpp"

using namespace kaon;
using namespace kaon::http::ws;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

std::string describe(const Event& event, const Limits& limits) {
    require(event.data.size() <= std::max<std::uint64_t>(limits.message_bytes, max_control_payload));
    if (event.kind == Event::Kind::text) require(is_utf8(event.data));
    if (event.kind == Event::Kind::close) {
        require(is_utf8(event.data) && (event.code == CloseCode::none || may_be_sent(number(event.code))));
    }
    return std::to_string(static_cast<int>(event.kind)) + ',' + std::to_string(number(event.code)) + ':' +
           std::string(event.data) + ';';
}

std::string read(std::string_view bytes, const Decoder::Options& options, std::uint64_t cutting) {
    Decoder decoder(options);
    std::string out;
    while (!bytes.empty()) {
        std::size_t count = bytes.size();
        if (cutting) {
            cutting ^= cutting << 13, cutting ^= cutting >> 7, cutting ^= cutting << 17;
            count = std::min<std::size_t>(count, 1 + cutting % 4 * (cutting >> 8) % 17);
        }
        const Exact piece(bytes.substr(0, count));
        bytes.remove_prefix(count);
        std::string_view rest = piece.view();
        for (Event event; (event = decoder.next(rest)).kind != Event::Kind::none;) {
            out += describe(event, options.limits);
        }
        require(rest.empty());
    }
    return out;
}

void write_and_read(std::string_view message, const DeflateTerms& terms) {
    Encoder encoder(terms, 0);
    ByteBuffer out;
    for (int i = 0; i < 2; ++i) encoder.append(out, Opcode::binary, message);
    DeflateTerms turned = terms;
    std::swap(turned.client_keeps_context, turned.server_keeps_context);
    std::swap(turned.client_window_bits, turned.server_window_bits);
    const Limits limits;
    std::string expected;
    for (int i = 0; i < 2; ++i) expected += describe({Event::Kind::binary, message}, limits);
    require(read(out.view(), {.peer = Peer::server, .deflate = turned}, 0) == expected);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 3) return 0;
    Decoder::Options options;
    if (data[0] & 1) options.limits = {.message_bytes = 300, .frame_bytes = 200};
    if (data[0] & 2) options.peer = Peer::server;
    const DeflateTerms terms{.server_keeps_context = (data[0] & 8) != 0,
                             .client_keeps_context = (data[0] & 16) != 0,
                             .server_window_bits = static_cast<std::uint8_t>(9 + data[2] % 7),
                             .client_window_bits = static_cast<std::uint8_t>(9 + data[2] / 7 % 7)};
    if (data[0] & 4) options.deflate = terms;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 3, size - 3);
    require(read(bytes, options, 0) == read(bytes, options, data[1] * 0x9e3779b97f4a7c15u + 1));
    write_and_read(bytes, terms);
    return 0;
}
