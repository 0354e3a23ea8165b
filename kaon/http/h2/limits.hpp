// How much of everything an HTTP/2 peer may ask for or send before it is refused, or its connection ended.
//
//   const Limits limits{.concurrent_streams = 32};
//   Session session(limits, host);
//
// A budget is a bucket: `..._burst` at once, filled again by `..._per_second`; a peer that empties it meets GOAWAY with
// ENHANCE_YOUR_CALM. Legitimate peers stay far below: what they earn is described in budget.hpp.
// Threads: a value.
#pragma once

#include <cstdint>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::http::h2 {

struct Limits {
    std::uint32_t concurrent_streams = 128;  // handlers that still run after a reset count too: REFUSED_STREAM
    std::uint32_t stream_window = 256 * 1024;  // content of one request that may wait to be read
    std::uint32_t connection_window = 1024 * 1024;  // of all requests of a connection together
    std::uint32_t header_list_bytes = 32 * 1024;  // RFC 9113, section 10.5.1: 431 above, GOAWAY above four times that
    std::uint32_t target_bytes = 8 * 1024;  // 414 above
    std::uint32_t fields = 100;  // 431 above
    std::uint32_t trailer_bytes = 8 * 1024;  // the stream is reset above
    std::uint32_t continuations = 8;  // CONTINUATION frames of one header block
    std::uint32_t resets_per_second = 33;  // requests that are taken back, or broken (CVE-2023-44487)
    std::uint32_t resets_burst = 200;
    std::uint32_t control_frames_per_second = 200;  // SETTINGS, PING, WINDOW_UPDATE, PRIORITY, empty DATA...
    std::uint32_t control_frames_burst = 1000;
    std::uint32_t small_frames_per_second = 5000;  // DATA below 64 bytes that ends nothing; see budget.hpp
    std::uint32_t small_frames_burst = 20'000;
};

}  // namespace kaon::inline v0::http::h2
