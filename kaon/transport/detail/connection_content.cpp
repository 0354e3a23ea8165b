// The content of a connection's request: how it is framed, its pieces as they come, what nobody read.
#include <cerrno>

#include "kaon/transport/detail/operations.hpp"

namespace kaon::inline v0::transport::detail {

namespace {

// For as long as a reader gives the memory; ends with it, however it ends.
class Filling {
public:
    explicit Filling(bool& fills) : fills_(fills) { fills_ = true; }
    ~Filling() { fills_ = false; }

private:
    bool& fills_;
};

Error cut() { return Error(Errc::cancelled).with_detail("the peer closed in the middle of a request"); }

}  // namespace

// https://www.rfc-editor.org/rfc/rfc9112#section-6.3. False: refused.
bool Connection::frame_body(const http::h1::HeadResult& head) {
    Exchange& exchange = *exchange_;
    exchange.input_used = head.head_size;
    if (head.framing == http::h1::Framing::none) return true;
    if (head.framing == http::h1::Framing::length) {
        if (head.length > server_.options().body_bytes) {
            server_.give_back(exchange_);
            exchange_ = nullptr;
            refuse(http::Status::content_too_large, "Content-Length is above the server's limit");
            return false;
        }
        if (in_.size() - head.head_size >= head.length) {
            exchange.input_used += head.length;
            exchange.request.body = http::Body::borrowed(in_.view().substr(head.head_size, head.length));
            return true;
        }
    }
    exchange.streams_body = true;
    exchange.decoder =
        http::h1::BodyDecoder(head.framing, head.length, server_.options().head, &exchange.request.trailers);
    exchange.has_length = head.framing == http::h1::Framing::length;
    exchange.more_waits = in_.room() == 0;
    if (exchange.body_in.capacity() == 0) exchange.body_in = server_.take_buffer();
    exchange.body_in.append(in_.view().substr(head.head_size));
    in_.truncate(head.head_size);
    std::optional<std::uint64_t> size;
    if (head.framing == http::h1::Framing::length) size = head.length;
    exchange.request.body = http::Body::stream(*this, size);
    return true;
}

Task<std::optional<std::string_view>> Connection::read() {
    Exchange& exchange = *exchange_;
    exchange.body_in.consume(std::exchange(exchange.piece_size, 0));
    for (;;) {
        const http::h1::BodyStep step = exchange.decoder.decode(exchange.body_in.view());
        if (step.state == http::h1::BodyStep::State::refused) {
            exchange.keep_alive = false;
            co_return Error(Errc::invalid).with_detail(step.reason);
        }
        if (!step.data.empty()) {
            exchange.body_pace.moved(step.data.size());
            exchange.piece_size = step.consumed;  // of what is refused, too: the decoder is past it
            if (exchange.body_pace.bytes() > server_.options().body_bytes) co_return Error(Errc::too_large);
            co_return step.data;
        }
        exchange.body_in.consume(step.consumed);
        if (step.state == http::h1::BodyStep::State::end) co_return std::nullopt;
        if (input_closed_) co_return cut();
        send_continue();
        co_await MoreInput(*this);
    }
}

void Connection::send_continue() {
    if (!std::exchange(exchange_->expects_continue, false)) return;
    if (out_.capacity() == 0) out_ = server_.take_buffer();
    http::h1::write_continue(out_);
    send_output();
}

// Large content is copied once, by the kernel, to where the handler gets it.
Task<void> Connection::fill(std::string& to, std::size_t count) {
    Exchange& exchange = *exchange_;
    // A reading that failed has taken some of it: what would be missing is the next request's.
    if (count > exchange.decoder.due()) co_await cut();
    count -= take_buffered(to, count);
    const Filling filling(exchange.fills);
    bool wait = !std::exchange(exchange.more_waits, false) && !wire_.holds_input();
    while (count > 0) {
        if (wait) {
            if (input_closed_) co_await cut();
            send_continue();
            co_await MoreInput(*this);
        }
        const std::size_t got = co_await receive_into(to, count);
        wait = !wire_.is_sealed() || got == 0;  // a record is rarely all
        count -= got;
    }
    set_interest();
}

// From what came before its reader did.
std::size_t Connection::take_buffered(std::string& to, std::size_t count) {
    Exchange& exchange = *exchange_;
    exchange.body_in.consume(std::exchange(exchange.piece_size, 0));
    const http::h1::BodyStep step = exchange.decoder.decode(exchange.body_in.view().substr(0, count));
    to.append(step.data);
    exchange.body_in.consume(step.consumed);
    exchange.body_pace.moved(step.data.size());
    return step.data.size();
}

// At most `count` bytes, those that are here: 0 when there are none yet.
Result<std::size_t> Connection::receive_into(std::string& to, std::size_t count) {
    Exchange& exchange = *exchange_;
    const std::size_t before = to.size();
    ssize_t n = 0;
    int failure = 0;
    to.resize_and_overwrite(before + count, [&](char* bytes, std::size_t) {
        n = wire_.receive(bytes + before, count);
        failure = errno;
        return before + (n > 0 ? static_cast<std::size_t>(n) : 0);
    });
    if (n > 0) {
        const auto got = static_cast<std::size_t>(n);
        exchange.decoder.decode({to.data() + before, got});
        exchange.body_pace.moved(got);
        return got;
    }
    if (n < 0 && (failure == EAGAIN || failure == EINTR)) return std::size_t{0};
    if (n == 0) input_ended();
    else lose();
    return cut();
}

// How long to wait for the next piece: a peer that sends a byte now and then must not hold a connection for hours.
Duration Connection::patience() const {
    const ServerOptions& options = server_.options();
    return exchange_->body_pace.patience(options.body_timeout, {options.body_grace, options.body_bytes_per_second});
}

void Connection::wake_reader(Result<> outcome) {
    MoreInput* reader = std::exchange(reader_, nullptr);
    if (!reader) return;
    expect_work();
    reader->arrived(std::move(outcome));
}

// Content that the handler did not read: what is here already is taken off; for more the connection is not kept.
bool Connection::drain_body() {
    Exchange& exchange = *exchange_;
    if (exchange.decoder.ended() && exchange.piece_size == 0) return true;
    exchange.body_in.consume(std::exchange(exchange.piece_size, 0));
    std::uint64_t drained = 0;
    for (;;) {
        const http::h1::BodyStep step = exchange.decoder.decode(exchange.body_in.view());
        if (step.state == http::h1::BodyStep::State::refused) return false;
        exchange.body_in.consume(step.consumed);
        drained += step.consumed;
        if (drained > server_.options().drained_bytes) return false;
        if (step.state == http::h1::BodyStep::State::end) return true;
        if (step.consumed == 0) return false;
    }
}

}  // namespace kaon::inline v0::transport::detail
