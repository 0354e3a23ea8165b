// body_limit: how many bytes of body the extractors of a route read at most (2 MiB unless said otherwise); above it,
// 413.
//
//   post<"/upload">(upload, body_limit(50 << 20))     // one route
//   layer(body_limit(64 << 10))                        // all routes of a router that have none of their own
//
// Body, the raw stream, is not limited here. Threads: a value.
#pragma once

#include "kaon/web/layer.hpp"

namespace kaon::inline v0 {

struct BodyLimit {
    std::uint64_t bytes;
    void apply(web::RouteSettings& settings) const { settings.body_limit = bytes; }
};

inline BodyLimit body_limit(std::uint64_t bytes) { return {bytes}; }

}  // namespace kaon::inline v0
