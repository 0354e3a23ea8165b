// Resolver: names to addresses, by the system's own rules (getaddrinfo(3): /etc/hosts, DNS, their order).
//
//   std::vector<SocketAddress> addresses = co_await resolve("example.org", 443);   // this core's resolver
//
//   Resolver resolver({.at_once = 4, .keep_for = 30s});                             // one's own, with a memory
//   co_await resolver.resolve("db.internal", 5432);
//
// A look-up blocks, so it runs on the blocking pool, `at_once` of them at most: slow name servers cannot take the whole
// pool. One that is cancelled or timed out runs on there and counts until its end. Numeric addresses are answered at
// once. Answers are kept only when `keep_for` says so; failures never are.
// Errors: Errc::not_found for a name without addresses, Errc::unavailable when the servers do not answer or too many
// wait, Errc::timeout, Errc::invalid for what is no host name, Errc::cancelled. Threads: all of it from any core.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "kaon/base/duration.hpp"
#include "kaon/coro/task.hpp"
#include "kaon/runtime/socket_address.hpp"

namespace kaon::inline v0::runtime {

using Addresses = std::vector<SocketAddress>;

struct ResolverOptions {
    std::uint32_t at_once = 4;
    std::uint32_t waiting = 1024;  // more than that are refused
    Duration timeout = Duration::seconds(10);
    Duration keep_for = {};
    std::uint32_t keep_names = 1024;
    // What a look-up calls, on a pool thread; null: getaddrinfo(3). The port is filled in afterwards.
    Result<Addresses> (*look_up)(const std::string& host) = nullptr;
};

class Resolver {
public:
    static constexpr bool is_shareable = true;

    explicit Resolver(ResolverOptions options = {});
    ~Resolver();

    Task<Addresses> resolve(std::string host, std::uint16_t port) const;

private:
    struct State;
    std::shared_ptr<State> state_;  // shared with look-ups that nobody waits for any more
};

Task<Addresses> resolve(std::string host, std::uint16_t port);

}  // namespace kaon::inline v0::runtime
