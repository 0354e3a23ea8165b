// Conditional and partial answers for what has a known size and a validator (RFC 9110, sections 13 and 14). Internals
// of files and assets.
//
//   const auto slice = web::negotiate(response, request, {"\"v1\"", modified, bytes.size()});
//   if (slice) response.body = http::Body::borrowed(bytes.substr(slice->offset, slice->size));
//
// Threads: a pure function, but for the clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "kaon/http/message.hpp"

namespace kaon::inline v0 {
class Request;
}

namespace kaon::inline v0::web {

struct Representation {
    std::string_view etag;                  // weak where the content may change without it
    std::optional<std::int64_t> modified;   // seconds since 1970
    std::uint64_t size = 0;
};

// The bytes to send.
struct Slice {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
};

// Sets status and fields (ETag, Last-Modified, Accept-Ranges, Content-Range). Nothing: there is no body to send (304,
// 412, 416). A request for several ranges gets the whole.
std::optional<Slice> negotiate(http::Response& out, const Request& request, const Representation& have);

}  // namespace kaon::inline v0::web
