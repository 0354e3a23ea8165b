// Frames of HTTP/2 by hand, for tests: any bytes that a peer could send, and what came back taken apart.
//
//   std::string bytes = greeting() + headers(1, {{":method", "GET"}, ...}, flag::end_stream | flag::end_headers);
//   for (const Frame& frame : frames_of(received)) ...
//   Decoder().fields(frame.payload)                  // needs every header block of the connection, in order
//
// Threads: pure functions; a Decoder is a value.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nghttp2/nghttp2.h>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::http::h2::frames {

enum Type : std::uint8_t {
    data = 0,
    headers_frame = 1,
    priority = 2,
    rst_stream = 3,
    settings = 4,
    push_promise = 5,
    ping = 6,
    goaway = 7,
    window_update = 8,
    continuation = 9,
    priority_update = 16,
};
namespace flag {
constexpr std::uint8_t none = 0, ack = 1, end_stream = 1, end_headers = 4, padded = 8, priority = 32;
}

using Fields = std::vector<std::pair<std::string, std::string>>;

struct Frame {
    std::uint8_t type = 0;
    std::uint8_t flags = 0;
    std::uint32_t stream = 0;
    std::string payload;

    // Of RST_STREAM; of GOAWAY with `at` 4.
    std::uint32_t number(std::size_t at = 0) const {
        std::uint32_t value = 0;
        for (std::size_t i = at; i < at + 4; ++i) value = value << 8 | static_cast<unsigned char>(payload.at(i));
        return value;
    }
};

inline std::string number_bytes(std::uint64_t value, int bytes) {
    std::string text;
    for (int i = bytes - 1; i >= 0; --i) text += static_cast<char>(value >> (8 * i) & 0xff);
    return text;
}

inline std::string frame(std::uint8_t type, std::uint8_t flags, std::uint32_t stream, std::string_view payload = "") {
    return number_bytes(payload.size(), 3) + static_cast<char>(type) + static_cast<char>(flags) +
           number_bytes(stream, 4) + std::string(payload);
}

inline std::string greeting() { return "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(settings, flag::none, 0); }

// Literals without indexing and without Huffman coding (RFC 7541, section 6.2.2).
inline std::string block(const Fields& fields) {
    std::string text;
    const auto string = [&text](std::string_view part) {
        if (part.size() < 127) {
            text += static_cast<char>(part.size());
        } else {
            text += '\x7f';
            std::size_t rest = part.size() - 127;
            for (; rest >= 128; rest >>= 7) text += static_cast<char>((rest & 0x7f) | 0x80);
            text += static_cast<char>(rest);
        }
        text += part;
    };
    for (const auto& [name, value] : fields) {
        text += '\0';
        string(name);
        string(value);
    }
    return text;
}

inline std::string headers(std::uint32_t stream, const Fields& fields,
                           std::uint8_t flags = flag::end_stream | flag::end_headers) {
    return frame(headers_frame, flags, stream, block(fields));
}

inline Fields request_fields(std::string method, std::string path, const Fields& more = {}) {
    Fields fields{{":method", std::move(method)}, {":scheme", "http"}, {":path", std::move(path)}, {":authority", "a"}};
    fields.insert(fields.end(), more.begin(), more.end());
    return fields;
}
inline std::string get(std::uint32_t stream, std::string path = "/", const Fields& more = {}) {
    return headers(stream, request_fields("GET", std::move(path), more));
}
// A request whose content follows.
inline std::string post(std::uint32_t stream, std::string path = "/", const Fields& more = {}) {
    return headers(stream, request_fields("POST", std::move(path), more), flag::end_headers);
}
// An extended CONNECT (RFC 8441), whose content goes both ways from then on.
inline std::string connect(std::uint32_t stream, std::string protocol, std::string path = "/tunnel",
                           const Fields& more = {}) {
    Fields fields{{":method", "CONNECT"},
                  {":protocol", std::move(protocol)},
                  {":scheme", "http"},
                  {":path", std::move(path)},
                  {":authority", "a"}};
    fields.insert(fields.end(), more.begin(), more.end());
    return headers(stream, fields, flag::end_headers);
}

// Takes a whole frame off the front; false: there is none.
inline bool take_frame(std::string& bytes, Frame& frame) {
    if (bytes.size() < 9) return false;
    const auto at = [&bytes](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const std::size_t length = std::size_t{at(0)} << 16 | std::size_t{at(1)} << 8 | at(2);
    if (bytes.size() < 9 + length) return false;
    frame.type = at(3);
    frame.flags = at(4);
    frame.stream = (at(5) & 0x7fu) << 24 | static_cast<std::uint32_t>(at(6)) << 16 |
                   static_cast<std::uint32_t>(at(7)) << 8 | at(8);
    frame.payload = bytes.substr(9, length);
    bytes.erase(0, 9 + length);
    return true;
}

inline std::vector<Frame> frames_of(std::string bytes) {
    std::vector<Frame> frames;
    for (Frame frame; take_frame(bytes, frame);) frames.push_back(frame);
    return frames;
}

class Decoder {
public:
    Decoder() { nghttp2_hd_inflate_new(&inflater_); }
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;
    ~Decoder() { nghttp2_hd_inflate_del(inflater_); }

    Fields fields(std::string_view block) {
        Fields fields;
        const auto* at = reinterpret_cast<const std::uint8_t*>(block.data());
        std::size_t left = block.size();
        for (;;) {
            nghttp2_nv field;
            int flags = 0;
            const ssize_t used = nghttp2_hd_inflate_hd2(inflater_, &field, &flags, at, left, 1);
            if (used < 0) return fields;
            at += used;
            left -= static_cast<std::size_t>(used);
            if (flags & NGHTTP2_HD_INFLATE_EMIT) {
                fields.emplace_back(std::string(reinterpret_cast<char*>(field.name), field.namelen),
                                    std::string(reinterpret_cast<char*>(field.value), field.valuelen));
            }
            if (flags & NGHTTP2_HD_INFLATE_FINAL) break;
        }
        nghttp2_hd_inflate_end_headers(inflater_);
        return fields;
    }

private:
    nghttp2_hd_inflater* inflater_ = nullptr;
};

}  // namespace kaon::inline v0::http::h2::frames
