// may_end_anywhere(): whether the content of a response may stop between two pieces without misleading anybody.
//
//   if (server.draining() && may_end_anywhere(response)) ...      // end it whole: with its last chunk, its END_STREAM
//
// Event streams may (https://html.spec.whatwg.org/multipage/server-sent-events.html): they have no end of their own,
// and a browser comes back when its stream has ended, to whoever serves then. Of any other content nobody would notice
// that a part is missing. Threads: a pure function.
#pragma once

#include "kaon/http/message.hpp"

namespace kaon::inline v0::transport::detail {

inline bool may_end_anywhere(const http::Response& response) {
    if (response.body.size()) return false;
    const auto type = response.headers.get("content-type");
    return type && type->starts_with("text/event-stream");
}

}  // namespace kaon::inline v0::transport::detail
