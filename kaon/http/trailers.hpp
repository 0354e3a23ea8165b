// Trailers: fields that come behind a content, such as a digest of it or how a stream ended.
//
//   request.trailers.get("content-digest")             // good once body.read() has given its end
//
//   auto trailers = std::make_shared<Headers>();
//   response.body = Body::stream(rows(trailers)).with_trailers(trailers);      // rows() sets them before it ends
//
// They never join the header fields: whoever decided by those has decided. Fields that say how a message is framed,
// routed, read, cached or who sent it are no trailers; a received one is dropped, one of ours is not sent.
// They are sent when the peer has said that it reads them (TE: trailers), over HTTP/1.1 behind a content of unknown
// length. Source: RFC 9110, sections 6.5 and 10.1.4. Threads: pure functions.
#pragma once

#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::http {

// May a field of that name stand behind the content? Without case.
bool may_be_trailer(std::string_view name);

}  // namespace kaon::inline v0::http
