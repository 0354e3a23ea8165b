// WebSocket: messages in both directions, for as long as both sides want.
//
//   Task<> echo(WebSocket& socket) {
//       while (auto message = co_await socket.receive()) co_await socket.send(message->data);
//   }
//
// Pings are answered, silence is tested, close frames exchanged, and what the client sends is read ahead by one
// message, all while the function does other things. It ends the connection by returning (1000), by an error or
// exception (1011, logged), or by close(). When the client ends it, or is gone, or the server stops, receive() gives
// nothing; the function may then finish what it does, for WebSocketOptions::finish_timeout.
//
// Errors: WebErrc::websocket_closed from send() once the connection ends; a function that ends with it is not at fault.
// Threads: one core's own. Other Tasks of that core send through a WebSocketSender, other cores through a Topic.
// Lifetime: the WebSocket outlives the function's Task; a message is valid until the next receive().
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "kaon/coro/operation.hpp"
#include "kaon/http/ws/close.hpp"
#include "kaon/json/read.hpp"

namespace kaon::inline v0 {

class Topic;
using http::ws::CloseCode;

struct WebSocketMessage {
    std::string_view data;
    bool is_text = true;  // then the data is UTF-8

    template <class T>
    Result<T> json() const {
        return json::read<T>(data);
    }
};

// How a connection ended: the client's close frame, or ours, or neither (CloseCode::abnormal).
struct WebSocketEnd {
    CloseCode code = CloseCode::abnormal;
    std::string reason{};
};

namespace web::detail {

class Session;
struct SessionLink;

class [[nodiscard]] Receive final : public Operation<std::optional<WebSocketMessage>> {
public:
    explicit Receive(Session& session) : session_(session) {}

private:
    friend Session;
    Begun start(Core& core) override;
    void stop() override;

    Session& session_;
};

class [[nodiscard]] Send final : public Operation<void> {
public:
    Send(Session& session, std::string_view data, bool is_text) : session_(&session), data_(data), is_text_(is_text) {}
    // Of a sender: the session may have ended when it is awaited.
    Send(std::shared_ptr<SessionLink> link, std::string_view data, bool is_text)
        : link_(std::move(link)), data_(data), is_text_(is_text) {}

private:
    friend Session;
    Begun start(Core& core) override;
    void stop() override;

    Session* session_ = nullptr;
    std::shared_ptr<SessionLink> link_;
    std::string_view data_;
    bool is_text_;
    Send* next_ = nullptr;
};

}  // namespace web::detail

// A way to send for other Tasks of the same core. It may outlive the WebSocket: then sending ends with
// WebErrc::websocket_closed.
class WebSocketSender {
public:
    bool is_open() const;
    web::detail::Send send(std::string_view text) const;
    web::detail::Send send_binary(std::string_view bytes) const;
    void close(CloseCode code = CloseCode::normal, std::string_view reason = {}) const;

private:
    friend class WebSocket;
    explicit WebSocketSender(std::shared_ptr<web::detail::SessionLink> link) : link_(std::move(link)) {}
    std::shared_ptr<web::detail::SessionLink> link_;
};

class WebSocket {
public:
    explicit WebSocket(web::detail::Session& session) : session_(session) {}
    WebSocket(const WebSocket&) = delete;
    WebSocket& operator=(const WebSocket&) = delete;

    // The next message; nothing when the connection ends: see end(). One at a time.
    web::detail::Receive receive() { return web::detail::Receive(session_); }
    // Ends when the message is queued, which waits while more than WebSocketOptions::queue_bytes are unsent. Messages
    // that are sent without a wait in between go out together. Errors: Errc::invalid for text that is not UTF-8.
    web::detail::Send send(std::string_view text) { return {session_, text, true}; }
    web::detail::Send send_binary(std::string_view bytes) { return {session_, bytes, false}; }
    // Says good-bye behind what was sent. The connection ends when the client has answered. Once; then nothing.
    void close(CloseCode code = CloseCode::normal, std::string_view reason = {});

    // From now on what is published there is sent here too, until the connection ends or unsubscribe().
    void subscribe(const Topic& topic);
    void unsubscribe(const Topic& topic);

    WebSocketSender sender();
    // The sub-protocol that was agreed on; empty without one.
    std::string_view protocol() const;
    // Bytes that are queued.
    std::size_t unsent() const;
    // How it ended, once receive() has given nothing.
    const WebSocketEnd& end() const;

private:
    web::detail::Session& session_;
};

}  // namespace kaon::inline v0
