// HandlerTransport: an exchange with a function of this program in the place of a server; what tests use.
//
//   HandlerTransport transport(service);                  // any callable http::Request& -> Task<http::Response>
//
// The handler sees what a server would see: method, target, authority, fields, content piece by piece. Works on a
// TestLoop. Threads: any, as far as the handler does.
#pragma once

#include <functional>
#include <utility>

#include "kaon/client/detail/transport.hpp"

namespace kaon::inline v0::client::detail {

using HandlerFunction = std::function<Task<http::Response>(http::Request&)>;

class HandlerTransport final : public Transport {
public:
    explicit HandlerTransport(HandlerFunction handler) : handler_(std::move(handler)) {}
    Task<Reply> send(std::shared_ptr<Outgoing> request) override;

private:
    HandlerFunction handler_;
};

}  // namespace kaon::inline v0::client::detail
