// plain_response(): what the server says by itself, when no handler did: the status and its phrase.
//
//   return plain_response(http::Status::internal_server_error);
//
// Threads: a pure function.
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

}  // namespace kaon::inline v0::transport::detail
