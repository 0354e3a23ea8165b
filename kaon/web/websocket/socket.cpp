// The public faces of a session.
#include "kaon/web/websocket/socket.hpp"

#include "kaon/web/error.hpp"
#include "kaon/web/websocket/detail/session.hpp"

namespace kaon::inline v0 {

namespace web::detail {

Begun Receive::start(Core&) { return session_.begin(*this); }
void Receive::stop() { session_.forget(*this); }

Begun Send::start(Core&) {
    if (link_) session_ = link_->session;
    if (session_) return session_->begin(*this);
    finish(Error(WebErrc::websocket_closed));
    return Begun::finished;
}
void Send::stop() { session_->forget(*this); }

}  // namespace web::detail

bool WebSocketSender::is_open() const { return link_->session && link_->session->is_open(); }
web::detail::Send WebSocketSender::send(std::string_view text) const { return {link_, text, true}; }
web::detail::Send WebSocketSender::send_binary(std::string_view bytes) const { return {link_, bytes, false}; }
void WebSocketSender::close(CloseCode code, std::string_view reason) const {
    if (link_->session) link_->session->close({code, reason});
}

void WebSocket::close(CloseCode code, std::string_view reason) { session_.close({code, reason}); }
void WebSocket::subscribe(const Topic& topic) { session_.subscribe(topic.core_); }
void WebSocket::unsubscribe(const Topic& topic) { session_.unsubscribe(*topic.core_); }
WebSocketSender WebSocket::sender() { return WebSocketSender(session_.link()); }
std::string_view WebSocket::protocol() const { return session_.protocol(); }
std::size_t WebSocket::unsent() const { return session_.unsent(); }
const WebSocketEnd& WebSocket::end() const { return session_.end(); }

}  // namespace kaon::inline v0
