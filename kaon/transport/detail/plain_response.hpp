// plain_response(): what the server says by itself, when no handler did: the status and its phrase.
//
//   if (const std::string_view why = unsendable(response); !why.empty()) {
//       return plain_response(http::Status::internal_server_error);
//   }
//
// Threads: pure functions.
#pragma once

#include "kaon/http/message.hpp"

namespace kaon::inline v0::transport::detail {

// For a peer that found the server full.
inline constexpr std::string_view retry_seconds = "5";

inline http::Response plain_response(http::Status status) {
    http::Response response{.status = status};
    response.headers.set("content-type", "text/plain; charset=utf-8");
    response.body = http::Body::borrowed(http::phrase(status));
    return response;
}

// Why what a handler gave cannot be a final response (RFC 9110, section 15), for the log; empty when it can.
inline std::string_view unsendable(const http::Response& response) {
    if (response.headers.broken()) return "a response field would have broken the framing";
    const auto code = static_cast<unsigned>(response.status);
    if ((code < 200 || code > 999) && !response.upgrade) return "a handler's status is none of a final response";
    return {};
}

}  // namespace kaon::inline v0::transport::detail
