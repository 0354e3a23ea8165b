// redirect(): what is asked next, after an answer that says where to go.
//
//   if (is_redirect(reply)) co_await redirect(outgoing, reply, options);     // changes the outgoing request
//
// Errors: ClientErrc::unsafe_redirect, ::unrepeatable. Threads: pure functions.
#pragma once

#include "kaon/client/client_options.hpp"
#include "kaon/client/detail/transport.hpp"

namespace kaon::inline v0::client::detail {

bool is_redirect(const Reply& reply);
Result<> redirect(Outgoing& request, const Reply& reply, const ClientOptions& options);

// Whether a field tells nothing of who asks, and may go to another origin.
bool is_harmless(std::string_view name);

}  // namespace kaon::inline v0::client::detail
