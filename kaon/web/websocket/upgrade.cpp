// The handshake of a request, and the session that follows it.
#include "kaon/web/websocket/upgrade.hpp"

#include <algorithm>

#include "kaon/http/tunnel.hpp"
#include "kaon/http/ws/extension.hpp"
#include "kaon/http/ws/handshake.hpp"
#include "kaon/telemetry/log.hpp"
#include "kaon/web/error.hpp"
#include "kaon/web/websocket/detail/session.hpp"

namespace kaon::inline v0 {

namespace {

constexpr telemetry::Log log("web");

using http::ws::DeflateTerms;

bool may_connect(const http::Request& request, const std::vector<std::string>& trusted) {
    if (http::ws::is_same_origin(request)) return true;
    const std::string_view origin = *request.headers.get("origin");
    return std::any_of(trusted.begin(), trusted.end(),
                       [&](const std::string& one) { return one == "*" || one == origin; });
}

std::optional<DeflateTerms> wishes_of(const WebSocketOptions& options) {
    if (options.compression == Compression::off) return std::nullopt;
    if (options.compression == Compression::shared) return DeflateTerms{};
    const std::uint8_t bits = std::clamp<std::uint8_t>(options.window_bits, 9, 15);
    return DeflateTerms{.server_keeps_context = true,
                        .client_keeps_context = true,
                        .server_window_bits = bits,
                        .client_window_bits = bits};
}

Error error_of(const http::ws::Fault& fault) {
    switch (fault.status) {
        case http::Status::upgrade_required: return Error(WebErrc::upgrade_required, fault.reason);
        default: return Error(Errc::invalid, fault.reason);
    }
}

class Opened final : public http::Upgrade {
public:
    Opened(web::detail::Session::Setup setup, std::unique_ptr<web::detail::Talk> talk)
        : Upgrade("websocket"), setup_(std::move(setup)), talk_(std::move(talk)) {}

    Task<void> run(http::Tunnel& tunnel) override {
        web::detail::Session session(tunnel, std::move(setup_), *talk_);
        co_await session;
    }

private:
    web::detail::Session::Setup setup_;
    std::unique_ptr<web::detail::Talk> talk_;
};

}  // namespace

Result<WebSocketUpgrade> WebSocketUpgrade::from_request(Request& request) {
    const http::Request& message = request.message();
    if (const http::ws::Fault fault = http::ws::check_handshake(message); fault.status != http::Status::ok) {
        return error_of(fault);
    }
    WebSocketUpgrade upgrade;
    upgrade.options_ = web::websocket_options(request);
    if (!may_connect(message, upgrade.options_->origins)) {
        log.warn(
            "a WebSocket was refused: its page is of another origin than the Host asked for, or came in the clear; "
            "remedy: the proxy passes the Host on with its port, or websocket({.origins = {that origin}})",
            {{"origin", message.headers.get("origin").value_or("")},
             {"host", message.authority},
             {"scheme", message.scheme},
             {"id", request.id()}});
        return Error(WebErrc::cross_site);
    }
    if (const auto wishes = wishes_of(*upgrade.options_)) upgrade.terms_ = http::ws::agree(*wishes, message.headers);
    http::ws::append_answer(upgrade.answer_, message, upgrade.terms_);
    for (std::string_view one : http::ws::offered_protocols(message.headers)) {
        upgrade.requested_protocols_.emplace_back(one);
    }
    upgrade.protocol_ = http::ws::choose_protocol(message.headers, upgrade.options_->protocols);
    return upgrade;
}

http::Response WebSocketUpgrade::open(std::unique_ptr<web::detail::Talk> talk) && {
    http::Response response{.status = http::Status::switching_protocols, .headers = std::move(answer_)};
    if (!protocol_.empty()) response.headers.set("sec-websocket-protocol", protocol_);
    response.upgrade = std::make_unique<Opened>(
        web::detail::Session::Setup{std::move(options_), terms_, std::move(protocol_)}, std::move(talk));
    return response;
}

}  // namespace kaon::inline v0
