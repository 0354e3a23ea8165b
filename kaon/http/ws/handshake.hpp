// The opening handshake, a server's side: is this request one, what does it ask for, the answer's fields
// (RFC 6455, section 4.2; RFC 8441, section 5).
//
//   if (Fault fault = check_handshake(request); fault.status != Status::ok) ...         // 400 or 426
//   append_answer(response.headers, request, terms);
//
// Over HTTP/1.1 the answer is 101 and proves by a key that it was understood. Over HTTP/2 the request is an extended
// CONNECT, the answer 200, and there are no keys. Threads: pure functions. Lifetime: what is given views the request.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kaon/http/message.hpp"
#include "kaon/http/ws/deflate.hpp"

namespace kaon::inline v0::http::ws {

struct Fault {
    Status status = Status::ok;  // ok: none
    std::string_view reason{};
};

// 426 for a request that is none, or for another version; its answer names this one: "upgrade: websocket",
// "sec-websocket-version: 13".
Fault check_handshake(const Request& request);

// The sub-protocols that the client would speak, best first (Sec-WebSocket-Protocol).
std::vector<std::string_view> offered_protocols(const Headers& request);
// The first of them that is known here; empty when there is none.
std::string_view choose_protocol(const Headers& request, std::span<const std::string> known);

// Whether the page that opens the connection comes from the origin that it asks: scheme, host and port. A browser
// always says where from, so a request without Origin is no browser's and passes; "null", of a sandboxed frame or a
// file, does not. A page that came in the clear is a stranger to what came by TLS: anybody on the way may have written
// it. The other way round passes: that is a proxy which ends TLS and of which nobody has said that it may be believed.
bool is_same_origin(const Request& request);

// The fields of the answer but for the protocol, which may be chosen late, and the upgrade, which is the transport's.
void append_answer(Headers& answer, const Request& request, const std::optional<DeflateTerms>& terms);

}  // namespace kaon::inline v0::http::ws
