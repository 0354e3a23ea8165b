// Tunnel and upgrade(): a connection that goes on after its response in another protocol (RFC 9110, section 7.8; RFC
// 8441).
//
//   Task<void> echo(http::Tunnel& tunnel) {
//       while (const auto piece = co_await tunnel.read()) co_await tunnel.write(*piece);
//   }
//   Task<http::Response> handler(http::Request&) { co_return http::upgrade("echo", echo); }
//
// The server sends 101 with the token (HTTP/1.1), or 200 on an extended CONNECT (HTTP/2), and then runs the Upgrade on
// what the peer sent behind its request. A request that did not ask for the token is answered with 426 instead, one
// whose content was not read with 400. The request and all views into it are gone when the Upgrade runs.
// When its Task ends, what was written is sent and the connection (the stream) closes; an error is logged.
//
// Stopping the server cancels draining(): end politely; at the drain deadline the Task itself is cancelled. So it is
// when the peer has gone. A peer that takes nothing of what is written meets the server's write timeout.
// Threads: the connection's core. One reader and one writer at a time, which may be different Tasks.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <type_traits>

#include "kaon/base/static_text.hpp"
#include "kaon/coro/operation.hpp"
#include "kaon/coro/task.hpp"
#include "kaon/http/message.hpp"

namespace kaon::inline v0::http {

class Tunnel {
public:
    virtual ~Tunnel() = default;

    // The next piece, never empty, valid until the next read; nothing when the peer has ended its side.
    // Errors: Errc::cancelled, also when the connection broke.
    virtual Task<std::optional<std::string_view>> read() = 0;
    // Ends when the bytes were taken, which waits while the peer is slow. What one call gets goes out together.
    // Errors: Errc::cancelled, also when the connection broke.
    virtual Task<void> write_all(std::span<const std::string_view> pieces) = 0;
    Task<void> write(std::string_view bytes) { co_await write_all({&bytes, 1}); }
    // Ends our side, after what was written; the peer may go on.
    virtual Task<void> close() = 0;
    // Cancelled when the server drains; for one's own hooks, or see Draining.
    virtual CancelSource& draining() = 0;
};

// co_await Draining(tunnel) ends when the server wants the tunnel to end: for a first_of().
class Draining final : public Operation<void> {
public:
    explicit Draining(Tunnel& tunnel) : source_(tunnel.draining()), told_(*this) {}

private:
    struct Told : CancelHook {
        explicit Told(Draining& waiting)
            : CancelHook([](CancelHook& hook) { static_cast<Told&>(hook).owner.complete({}); }), owner(waiting) {}
        Draining& owner;
    };
    Begun start(Core&) override {
        if (source_.cancelled()) {
            finish({});
            return Begun::finished;
        }
        source_.add(told_);
        return Begun::waiting;
    }
    void stop() override { told_.unlink(); }

    CancelSource& source_;
    Told told_;
};

// A Response that takes the connection over with `run`, a callable from Tunnel& to Task<void> that may be move-only.
template <class F>
    requires std::is_invocable_r_v<Task<void>, F&, Tunnel&>
Response upgrade(StaticText protocol, F run) {
    struct Running final : Upgrade {
        Running(std::string token, F function) : Upgrade(std::move(token)), run_(std::move(function)) {}
        Task<void> run(Tunnel& tunnel) override { return run_(tunnel); }
        F run_;
    };
    Response response{.status = Status::switching_protocols};
    response.upgrade = std::make_unique<Running>(std::string(protocol.view()), std::move(run));
    return response;
}

}  // namespace kaon::inline v0::http
