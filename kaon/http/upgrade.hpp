// Upgrade: what a Response carries to take its connection over; made by upgrade() in kaon/http/tunnel.hpp.
//
//   class Echo final : public Upgrade {
//       Echo() : Upgrade("echo") {}
//       Task<void> run(Tunnel& tunnel) override { ... }
//   };
//   response.upgrade = std::make_unique<Echo>();
//
// Threads: one core's own. Lifetime: it lives until the Task of run() has ended.
#pragma once

#include <string>

#include "kaon/coro/task.hpp"

namespace kaon::inline v0::http {

class Tunnel;

class Upgrade {
public:
    explicit Upgrade(std::string protocol) : protocol_(std::move(protocol)) {}
    virtual ~Upgrade() = default;

    // The token of the Upgrade field, or of :protocol: "websocket".
    const std::string& protocol() const { return protocol_; }
    // Called once, when the peer was told.
    virtual Task<void> run(Tunnel& tunnel) = 0;

private:
    std::string protocol_;
};

}  // namespace kaon::inline v0::http
