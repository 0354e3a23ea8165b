// How much of everything an HTTP/1.1 peer may send before it is refused.
//
//   const Limits limits{.head_bytes = 8 * 1024};
//   HeadParser parser(limits);
//
// Threads: a value.
#pragma once

#include <cstdint>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::http::h1 {

struct Limits {
    std::uint32_t head_bytes = 32 * 1024;      // request line and fields together: 431 above
    std::uint32_t target_bytes = 8 * 1024;     // 414 above
    std::uint32_t fields = 100;                // 431 above
    std::uint32_t chunk_line_bytes = 256;      // size and extensions of one chunk: 400 above
    std::uint32_t chunk_extension_bytes = 16 * 1024;  // of all chunks of a content: 400 above
    std::uint32_t trailer_bytes = 8 * 1024;    // 400 above
};

}  // namespace kaon::inline v0::http::h1
