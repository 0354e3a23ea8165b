// Reading frames and keeping account of windows.
#include "kaon/transport/test_client/h2_client_test.hpp"

#include <algorithm>

namespace kaon::inline v0::transport::test_client {

using namespace http::h2::frames;
using http::h2::frames::frame;

Task<H2Client> H2Client::connect(runtime::SocketAddress address) {
    H2Client client(co_await runtime::TcpStream::connect(address));
    co_await client.send(greeting());
    co_return client;
}

Task<H2Client> H2Client::connect_tls(runtime::SocketAddress address, const runtime::TlsClient& tls) {
    H2Client client(co_await runtime::TlsStream::connect(address, tls, "localhost"));
    co_await client.send(greeting());
    co_return client;
}

Task<std::size_t> H2Client::read(std::string& room) {
    if (tls_) co_return co_await tls_->read(room.data(), room.size());
    co_return co_await stream_->read(room.data(), room.size());
}

Task<bool> H2Client::more() {
    Frame next;
    while (!take_frame(input_, next)) {
        std::string room(64 * 1024, '\0');
        // A connection that the server has reset has ended, too.
        const Result<std::size_t> got = co_await attempt(read(room));
        if (!got || *got == 0) co_return false;
        input_.append(room, 0, *got);
    }
    co_await take(next);
    co_return true;
}

void H2Client::take_head(const Frame& next) {
    H2Answer& answer = answers_[next.stream];
    Fields fields = decoder_->fields(next.payload);
    const bool leads = !fields.empty() && fields[0].first == ":status";
    if (!leads) answer.trailers = std::move(fields);
    else if (fields[0].second.starts_with('1')) answer.interim.push_back(std::move(fields));
    else answer.head = std::move(fields);
}

void H2Client::take_settings(const Frame& next) {
    for (std::size_t at = 0; at + 6 <= next.payload.size(); at += 6) {
        if (next.payload[at] == 0 && next.payload[at + 1] == 4) initial_window_ = next.number(at + 2);
    }
}

// A server that has gone meanwhile has sent its last frames before.
Task<void> H2Client::reply(std::string frames) {
    if (!silent_) std::ignore = co_await attempt(send(std::move(frames)));
}

Task<void> H2Client::take(const Frame& next) {
    if (next.type == settings && next.flags == 0) {
        take_settings(next);
        co_await reply(frame(settings, flag::ack, 0));
    }
    // A server may ask whether we are there.
    if (next.type == ping && next.flags == 0) co_await reply(frame(ping, flag::ack, 0, next.payload));
    pongs_ += next.type == ping && (next.flags & flag::ack);
    if (next.type == headers_frame) take_head(next);
    if (next.type == goaway) goaways.emplace_back(next.number(4), next.number());
    if (next.type == window_update) credit_[next.stream] += next.number();
    if (next.type == rst_stream) answers_[next.stream].reset = static_cast<int>(next.number());
    if (next.type == data) {
        H2Answer& answer = answers_[next.stream];
        answer.body_bytes += next.payload.size();
        if (!count_only_) answer.body += next.payload;
        if (!hold_windows_ && !next.payload.empty()) {
            const std::string more = number_bytes(next.payload.size(), 4);
            co_await reply(frame(window_update, 0, 0, more) + frame(window_update, 0, next.stream, more));
        }
    }
    if ((next.type == data || next.type == headers_frame) && (next.flags & flag::end_stream))
        answers_[next.stream].complete = true;
}

Task<H2Answer> H2Client::answer(std::uint32_t stream) {
    while (!answers_[stream].complete && answers_[stream].reset < 0) {
        if (!co_await more()) break;
    }
    co_return answers_[stream];
}

Task<H2Answer> H2Client::head(std::uint32_t stream) {
    while (answers_[stream].head.empty()) {
        if (!co_await more()) break;
    }
    co_return answers_[stream];
}

Task<std::string> H2Client::piece(std::uint32_t stream) {
    while (answers_[stream].body.empty() && !answers_[stream].complete && answers_[stream].reset < 0) {
        if (!co_await more()) break;
    }
    co_return std::exchange(answers_[stream].body, {});
}

Task<bool> H2Client::pong() {
    while (pongs_ == 0) {
        if (!co_await more()) co_return false;
    }
    --pongs_;
    co_return true;
}

Task<void> H2Client::rest() {
    while (co_await more()) {
    }
}

Task<void> H2Client::upload(std::uint32_t stream, std::uint64_t bytes) {
    const std::string piece(16'384, 'u');
    std::int64_t stream_used = 0;
    credit_[0] += 65'535;
    while (bytes > 0) {
        std::int64_t room = std::min(credit_[0], initial_window_ + credit_[stream] - stream_used);
        if (room <= 0) {
            if (!co_await more()) co_return;
            continue;
        }
        const auto size =
            static_cast<std::size_t>(std::min<std::uint64_t>({bytes, piece.size(), static_cast<std::uint64_t>(room)}));
        bytes -= size;
        stream_used += static_cast<std::int64_t>(size);
        credit_[0] -= static_cast<std::int64_t>(size);
        co_await send(frame(data, bytes == 0 ? flag::end_stream : flag::none, stream, piece.substr(0, size)));
    }
}

}  // namespace kaon::inline v0::transport::test_client
