// WebSocketUpgrade: the extractor of a handler that opens a WebSocket.
//
//   Task<> talk(WebSocket& socket, std::string name) {
//       co_await socket.send("hello, " + name);
//       while (auto message = co_await socket.receive()) co_await socket.send(message->data);
//   }
//   http::Response chat(WebSocketUpgrade upgrade, Path<std::string> name) {
//       return std::move(upgrade).on(talk, *name);
//   }
//   Router{get<"/chat/{name}">(chat, websocket({.heartbeat = 20s}))}
//
// The handler runs before the connection changes: what it checks (a session, a right, a state) it can still refuse with
// any response. on() keeps the function and its further arguments, which must be values, until the connection ends; a
// lambda may capture, since it is kept as well. The same route serves HTTP/1.1 and HTTP/2 (RFC 8441).
//
// Errors: 426 for a request that opens none or speaks another version, 400 for one that breaks the handshake's rules,
// 403 for a page of another origin (see WebSocketOptions).
// Threads: the request's core. Lifetime: the request is gone when the function runs.
#pragma once

#include <tuple>
#include <type_traits>

#include "kaon/base/type_name.hpp"
#include "kaon/http/ws/deflate.hpp"
#include "kaon/web/check.hpp"
#include "kaon/web/extractor.hpp"
#include "kaon/web/websocket/options.hpp"
#include "kaon/web/websocket/socket.hpp"
#include "kaon/web/websocket/talk.hpp"

namespace kaon::inline v0 {

namespace web::detail {

template <class F, class... A>
consteval Message talk_mistake() {
    Message m;
    m << "\n  '";
    append_type(m, type_name<F>());
    m << "' cannot talk on a WebSocket.\n  remedy: give on() a function Task<>(WebSocket&"
      << (sizeof...(A) ? ", the arguments that follow it" : "") << ").";
    return m;
}

template <class F, class... A>
class TalkOf final : public Talk {
public:
    TalkOf(F function, A... arguments) : function_(std::move(function)), arguments_(std::move(arguments)...) {}
    Task<void> run(WebSocket& socket) override {
        return std::apply([&](A&... argument) { return function_(socket, std::move(argument)...); }, arguments_);
    }

private:
    F function_;
    std::tuple<A...> arguments_;
};

}  // namespace web::detail

class WebSocketUpgrade {
public:
    // Extended CONNECTs reach a route of get<> when its handler takes this.
    static constexpr bool opens_tunnel = true;
    static Result<WebSocketUpgrade> from_request(Request& request);

    // The response that opens the connection; `function(socket, arguments...)` is a Task<void>.
    template <class F, class... A>
    http::Response on(F function, A... arguments) && {
        if constexpr (!std::is_invocable_r_v<Task<void>, F&, WebSocket&, A...>) {
            static constexpr Message mistake = web::detail::talk_mistake<F, A...>();
            static_assert(false, mistake);
            return {};
        } else {
            return std::move(*this).open(
                std::make_unique<web::detail::TalkOf<F, A...>>(std::move(function), std::move(arguments)...));
        }
    }

    // The sub-protocol that was agreed on: the client's first that WebSocketOptions::protocols has; empty without one.
    const std::string& protocol() const { return protocol_; }
    // What the client offered, best first; another choice than protocol() can be made among them.
    const std::vector<std::string>& requested_protocols() const { return requested_protocols_; }
    void select_protocol(std::string_view protocol) { protocol_ = protocol; }

private:
    http::Response open(std::unique_ptr<web::detail::Talk> talk) &&;

    std::shared_ptr<const WebSocketOptions> options_;
    std::optional<http::ws::DeflateTerms> terms_;
    http::Headers answer_;
    std::string protocol_;
    std::vector<std::string> requested_protocols_;
};

}  // namespace kaon::inline v0
