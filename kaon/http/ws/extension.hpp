// Negotiation of permessage-deflate, a server's side (RFC 7692, sections 5 and 7.1; RFC 6455, section 9.1).
//
//   std::optional<DeflateTerms> terms = agree(wishes, request.headers);
//   if (terms) response.headers.append("sec-websocket-extensions", terms->text());
//
// The first offer that can be kept is taken; one with an unknown, doubled or ill-formed parameter is passed over, as is
// a window of 256 bytes, which zlib cannot write. Threads: pure functions.
#pragma once

#include <optional>

#include "kaon/http/headers.hpp"
#include "kaon/http/ws/deflate.hpp"

namespace kaon::inline v0::http::ws {

// `wishes`: what this server would do at most; an offer makes it less.
std::optional<DeflateTerms> agree(const DeflateTerms& wishes, const Headers& request);

}  // namespace kaon::inline v0::http::ws
