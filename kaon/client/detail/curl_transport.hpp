// CurlTransport: exchanges over sockets: an Engine for each core that uses the client, and what they share.
//
//   CurlTransport transport(options);
//   Reply reply = co_await transport.send(outgoing);      // on a Reactor's core
//
// Ends its engines by jobs on their cores when it ends; a core that ends first ends its own. Threads: any.
#pragma once

#include <curl/curl.h>

#include "kaon/client/client_options.hpp"
#include "kaon/client/detail/transport.hpp"
#include "kaon/client/meters.hpp"

namespace kaon::inline v0::client::detail {

class CurlTransport final : public Transport {
public:
    CurlTransport(const ClientOptions& options, std::shared_ptr<const Meters> meters);
    ~CurlTransport() override;
    Task<Reply> send(std::shared_ptr<Outgoing> request) override;

    // Internal: what transfers on all cores need as long as one of them runs.
    struct Shared;

private:
    const std::uint64_t key_;
    std::shared_ptr<Shared> shared_;
};

}  // namespace kaon::inline v0::client::detail
