// Switching an HTTP/1.1 connection to another protocol, and running that (RFC 9110, section 7.8).
#include "kaon/transport/detail/connection_tunnel.hpp"

#include <new>

#include "kaon/http/field_list.hpp"
#include "kaon/transport/detail/log.hpp"
#include "kaon/transport/detail/operations.hpp"
#include "kaon/transport/detail/plain_response.hpp"

namespace kaon::inline v0::transport::detail {

namespace {

bool lists(const http::Headers& headers, std::string_view field, std::string_view wanted) {
    for (const auto& [name, value] : headers) {
        if (!http::equals_ignoring_case(name, field)) continue;
        for (std::string_view element : http::FieldList(value)) {
            if (http::equals_ignoring_case(element, wanted)) return true;
        }
    }
    return false;
}

// "A server MUST NOT switch to a protocol that was not indicated by the client", nor in answer to HTTP/1.0.
bool asked_for(const http::Request& request, std::string_view protocol) {
    return request.version == http::Version::http_1_1 && lists(request.headers, "connection", "upgrade") &&
           lists(request.headers, "upgrade", protocol);
}

}  // namespace

class Connection::TunnelRun::Arrival final : public Operation<void> {
public:
    explicit Arrival(TunnelRun& tunnel) : tunnel_(tunnel) {}
    void arrived() { complete({}); }

private:
    Begun start(Core&) override {
        tunnel_.reader_ = this;
        tunnel_.connection_.reading_paused_ = false;
        tunnel_.connection_.set_interest();
        return Begun::waiting;
    }
    void stop() override { tunnel_.reader_ = nullptr; }

    TunnelRun& tunnel_;
};

// The response becomes one that can be sent here. False: it stays an ordinary one.
bool Connection::prepare_upgrade() {
    Exchange& exchange = *exchange_;
    http::Response& response = exchange.response;
    const std::string& protocol = response.upgrade->protocol();
    const bool content_read = !exchange.streams_body || drain_body();
    if (content_read && asked_for(exchange.request, protocol)) {
        response.status = http::Status::switching_protocols;
        response.body = {};
        response.headers.set("upgrade", protocol);
        return true;
    }
    http::Response refusal = plain_response(content_read ? http::Status::upgrade_required : http::Status::bad_request);
    if (content_read) refusal.headers.set("upgrade", protocol);
    response = std::move(refusal);
    return false;
}

// Behind the head of the 101, which may still wait in the output.
void Connection::run_upgrade() {
    tunnel_ = std::make_unique<TunnelRun>(*this, std::move(exchange_->response.upgrade));
    end_exchange();
    if (begun_) server_.give_back(std::exchange(begun_, nullptr));  // no request comes any more
    phase_ = Phase::tunnel;
    deadline_ = Instant::never();
    if (in_.empty() && in_.capacity()) server_.give_back(in_);
    tunnel_->start();
}

void Connection::tunnel_ended() {
    if (aborted_) return close();
    phase_ = Phase::sending;
    close_after_flush_ = true;
    in_.clear();  // nobody is left to read it
    deadline_ = server_.reactor().now() + server_.options().write_timeout;
    if (!processing_) flush();
}

Connection::TunnelRun::TunnelRun(Connection& connection, std::unique_ptr<http::Upgrade> upgrade)
    : connection_(connection), upgrade_(std::move(upgrade)), task_(work()),
      context_{.core = &connection.server_.reactor(), .cancel = &cancel_} {
    done = ended;
}

Connection::TunnelRun::~TunnelRun() = default;

void Connection::TunnelRun::start() {
    if (connection_.server_.draining()) draining_.cancel();
    task_.start(*this, context_);
}

// A coroutine of our own, so that an exception ends it even where run() itself is none.
Task<void> Connection::TunnelRun::work() { co_await upgrade_->run(*this); }

void Connection::TunnelRun::ended(TaskWaiter& waiter) {
    auto& self = static_cast<TunnelRun&>(waiter);
    // It is called by a coroutine's last step, which lets nothing out.
    try {
        if (self.error && !self.error->is(Errc::cancelled)) {
            transport_log.error("a tunnel failed",
                                {{"protocol", self.upgrade_->protocol()}, {"error", self.error->describe_all()}});
        }
    } catch (const std::bad_alloc&) {
        transport_log.error("a tunnel failed, without memory to say why");
    }
    try {
        self.connection_.tunnel_ended();
    } catch (const std::bad_alloc&) {
        self.connection_.out_of_memory();
    }
}

void Connection::TunnelRun::receive() {
    if (!reader_) return connection_.pause_reading();
    ByteBuffer& in = connection_.in_;
    if (in.capacity() == 0) in = connection_.server_.take_buffer();
    const Behind behind = connection_.receive_into(in);
    if (!in.empty() && reader_) std::exchange(reader_, nullptr)->arrived();
    else if (in.empty() && in.capacity()) connection_.server_.give_back(in);
    connection_.heed(behind);
}

void Connection::TunnelRun::cancel() {
    cancel_.cancel();
    // Those that cancellation does not reach.
    if (reader_) std::exchange(reader_, nullptr)->arrived();
    if (connection_.room_) std::exchange(connection_.room_, nullptr)->freed();
}

void Connection::TunnelRun::input_ended() {
    if (reader_) std::exchange(reader_, nullptr)->arrived();
}

Task<std::optional<std::string_view>> Connection::TunnelRun::read() {
    ByteBuffer& in = connection_.in_;
    in.consume(std::exchange(piece_size_, 0));
    if (in.empty()) {
        if (in.capacity()) connection_.server_.give_back(in);
        if (connection_.aborted_) co_return Error(Errc::cancelled).with_detail("the peer has gone");
        if (connection_.input_closed_) co_return std::nullopt;
        co_await Arrival(*this);
        if (connection_.aborted_) co_return Error(Errc::cancelled).with_detail("the peer has gone");
        if (in.empty()) co_return std::nullopt;
    }
    piece_size_ = in.size();
    co_return in.view();
}

Task<void> Connection::TunnelRun::write_all(std::span<const std::string_view> pieces) {
    constexpr std::size_t step = 64 * 1024;
    for (std::string_view piece : pieces) {
        while (!piece.empty()) {
            ByteBuffer& out = connection_.out_;
            if (out.capacity() == 0) out = connection_.server_.take_buffer();
            const std::size_t count = std::min(piece.size(), step);
            out.append(piece.substr(0, count));
            piece.remove_prefix(count);
            if (out.size() >= Room::kept) co_await Room(connection_);
        }
    }
    co_await Room(connection_);
    if (!connection_.blocked_) connection_.deadline_ = Instant::never();
    ByteBuffer& out = connection_.out_;
    if (out.empty() && out.capacity()) connection_.server_.give_back(out);
}

Task<void> Connection::TunnelRun::close() {
    co_await Room(connection_);
    if (connection_.out_.empty()) connection_.wire_.end_output();
    else connection_.ends_output_ = true;
}

}  // namespace kaon::inline v0::transport::detail
