// perform(): one request as its caller means it: with the redirects that it follows and the repeats that it needs.
//
//   client::Response answer = co_await perform(std::move(parts));
//
// Redirects (RFC 9110, section 15.4): 301 and 302 make POST a GET, 303 all but HEAD, 307 and 308 nothing. To another
// origin only fields go along that hold no secret by their meaning: a list of harmless ones, since which field of an
// API holds its key nobody can know. From https to http only where the options allow it. Errors: ClientErrc. Threads:
// one core's own; what a client's requests share is atomic.
#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <vector>

#include "kaon/client/client_options.hpp"
#include "kaon/client/detail/transport.hpp"
#include "kaon/client/meters.hpp"
#include "kaon/client/response.hpp"

namespace kaon::inline v0::client::detail {

// What all requests of a client share.
struct Shared {
    ClientOptions options;
    std::shared_ptr<const Meters> meters;
    std::unique_ptr<Transport> transport;
    std::optional<Url> base;
    std::atomic<std::int64_t> budget;  // hundredths of a repeat
};

// A request while it is being put together.
struct Parts {
    std::shared_ptr<Shared> shared;
    http::Method method = http::Method::get;
    std::string url;
    http::Headers headers;
    std::shared_ptr<http::Body> body;
    std::optional<Error> mistake;  // the first; told by perform()
    bool repeatable = false;
    Duration first_byte;
    Duration idle;
    Duration total;
    std::uint64_t content_bytes = 0;
    std::uint32_t attempts = 1;
};

Task<Response> perform(std::unique_ptr<Parts> parts);

}  // namespace kaon::inline v0::client::detail
