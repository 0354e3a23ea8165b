// A stream of HTTP/2 as a tunnel, after an extended CONNECT (RFC 8441).
#include "kaon/http/tunnel.hpp"
#include "kaon/transport/detail/h2_operations.hpp"
#include "kaon/transport/detail/plain_response.hpp"

namespace kaon::inline v0::transport::detail {

// The stream as its Upgrade sees it; lives in the frame of run_tunnel().
class H2Exchange::TunnelEnd final : public http::Tunnel {
public:
    explicit TunnelEnd(H2Exchange& exchange) : exchange_(exchange) {}

    Task<std::optional<std::string_view>> read() override {
        H2Exchange& exchange = exchange_;
        if (!exchange.piece_.empty()) {
            exchange.peer_->session().consume(exchange, exchange.piece_.size());
            exchange.piece_.clear();
            exchange.peer_->wake();
        }
        while (exchange.content().empty()) {
            if (exchange.content_complete()) co_return std::nullopt;
            if (exchange.closed() || exchange.input_over_)
                co_return Error(Errc::cancelled).with_detail("the peer has gone");
            co_await Arrival(exchange, std::nullopt);
        }
        exchange.take_content(exchange.piece_);
        co_return exchange.piece_.view();
    }

    // Copied together: a protocol's small pieces share a frame.
    Task<void> write_all(std::span<const std::string_view> pieces) override {
        constexpr std::size_t step = 64 * 1024;
        for (std::string_view piece : pieces) {
            while (!piece.empty()) {
                const std::size_t count = std::min(piece.size(), step);
                out_.append(piece.substr(0, count));
                piece.remove_prefix(count);
                if (out_.size() >= step) co_await flush();
            }
        }
        co_await flush();
    }

    Task<void> close() override {
        exchange_.more_follows_ = false;
        exchange_.peer_->session().resume(exchange_);
        exchange_.peer_->wake();
        co_return;
    }

    CancelSource& draining() override { return *exchange_.draining_; }

private:
    Task<void> flush() {
        if (out_.empty()) co_return;
        exchange_.left_ = out_.view();
        co_await Taken(exchange_);
        out_.clear();
        if (out_.capacity() > 4096) out_.release();  // it may be silent for hours
    }

    H2Exchange& exchange_;
    ByteBuffer out_;
};

// The response becomes one that can be sent here. False: it stays an ordinary one.
bool H2Exchange::prepare_upgrade(http::Response& response) {
    if (request.method == http::Method::connect && request.protocol == response.upgrade->protocol()) {
        response.status = http::Status::ok;
        response.body = {};
        return true;
    }
    response = plain_response(http::Status::upgrade_required);
    return false;
}

Task<void> H2Exchange::run_tunnel() {
    const std::unique_ptr<http::Upgrade> upgrade = std::move(response_.upgrade);
    TunnelEnd tunnel(*this);
    co_await upgrade->run(tunnel);
}

}  // namespace kaon::inline v0::transport::detail
