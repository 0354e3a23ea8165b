// ClientErrc: why an outgoing request gave nothing to use; answered(): an answer whose status is not of success.
//
//   auto user = co_await attempt(client.get("https://api.example/users/{}", id).json<User>());
//   if (!user && user.error().is(client::answered(http::Status::not_found))) ...
//   if (!user && user.error().is(ClientErrc::timeout)) ...
//
// What another server does wrong is not our caller's fault: handed on by a handler, its errors become 503 or 500 of
// ours and never a 404. The detail, for the log alone, names method, host and path; queries, fields, user information
// and contents, where secrets are, stand in no error. Threads: constants; pure functions.
#pragma once

#include <optional>

#include "kaon/base/error.hpp"
#include "kaon/http/status.hpp"

namespace kaon::inline v0 {

enum class ClientErrc : std::uint8_t {
    bad_url,             // invalid: no http or https URL, a user in a host, ".." as an argument
    refused_address,     // forbidden: ClientOptions::reach or ::hosts do not allow it
    unresolved,          // unavailable: no such host, or no name server
    unconnected,         // unavailable: nobody listens there, or no way leads there
    tls,                 // unavailable: no common version, an untrusted certificate, another's name
    timeout,             // timeout: to connect, for the first byte, between two bytes, or in all
    broken,              // unavailable: the connection ended before the answer did
    malformed,           // unavailable: no HTTP, or content that is not what its fields say
    too_large,           // unavailable: over a limit on head, content or event
    too_many_redirects,  // unavailable: more than ClientOptions::redirects
    unsafe_redirect,     // unavailable: from https to http, or to what is no http URL
    unrepeatable,        // internal: a redirect asks for the content again, and it was a stream
    unreadable,          // unavailable: the content does not fit the type that was asked for
    misused,             // internal: a request sent twice; broken fields; real sockets on a loop that has none
};
CodeText describe(ClientErrc code);

namespace client {

// The status of an answer as the code of an Error: unavailable for 408, 425, 429 and from 500 on, otherwise internal.
enum class Answered : std::uint16_t {};
CodeText describe(Answered status);

constexpr Answered answered(http::Status status) { return static_cast<Answered>(status); }
// The status, where the error came from one.
std::optional<http::Status> answered_status(const Error& error);

}  // namespace client
}  // namespace kaon::inline v0
