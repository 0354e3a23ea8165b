// nghttp2's client session on a socket of ours; WebSocket frames on its streams.
#include "http2_peer.hpp"

#include <algorithm>
#include <cstring>
namespace kaon::inline v0::conformance {

namespace {

std::string text(const std::uint8_t* bytes, std::size_t size) { return {reinterpret_cast<const char*>(bytes), size}; }

nghttp2_nv pair_of(const std::pair<std::string, std::string>& field) {
    auto* const name = reinterpret_cast<std::uint8_t*>(const_cast<char*>(field.first.data()));
    auto* const value = reinterpret_cast<std::uint8_t*>(const_cast<char*>(field.second.data()));
    return {name, value, field.first.size(), field.second.size(), NGHTTP2_NV_FLAG_NONE};
}

}  // namespace

std::string Http2Peer::Exchange::field(std::string_view name) const {
    for (const auto& [key, value] : fields) {
        if (key == name) return value;
    }
    return "";
}

struct Http2Peer::Callbacks {
    static Http2Peer& self(void* user) { return *static_cast<Http2Peer*>(user); }

    static int header(nghttp2_session*, const nghttp2_frame* frame, const std::uint8_t* name, std::size_t name_size,
                      const std::uint8_t* value, std::size_t value_size, std::uint8_t, void* user) {
        Exchange& exchange = self(user).exchanges_[frame->hd.stream_id];
        const std::string key = text(name, name_size);
        if (key == ":status") exchange.status = std::stoi(text(value, value_size));
        else if (frame->headers.cat == NGHTTP2_HCAT_RESPONSE)
            exchange.fields.emplace_back(key, text(value, value_size));
        else exchange.trailers.emplace_back(key, text(value, value_size));
        return 0;
    }
    static int content(nghttp2_session* session, std::uint8_t, std::int32_t id, const std::uint8_t* bytes,
                       std::size_t size, void* user) {
        Http2Peer& peer = self(user);
        peer.exchanges_[id].content += text(bytes, size);
        if (peer.holds_windows_) peer.held_[id] += size;
        else nghttp2_session_consume(session, id, size);
        return 0;
    }
    static int frame(nghttp2_session*, const nghttp2_frame* frame, void* user) {
        Http2Peer& peer = self(user);
        peer.goaways_ += frame->hd.type == NGHTTP2_GOAWAY;
        peer.pongs_ += frame->hd.type == NGHTTP2_PING && (frame->hd.flags & NGHTTP2_FLAG_ACK);
        const bool of_stream = frame->hd.type == NGHTTP2_DATA || frame->hd.type == NGHTTP2_HEADERS;
        if (of_stream && (frame->hd.flags & NGHTTP2_FLAG_END_STREAM)) peer.exchanges_[frame->hd.stream_id].ended = true;
        return 0;
    }
    static int closed(nghttp2_session*, std::int32_t id, std::uint32_t code, void* user) {
        Exchange& exchange = self(user).exchanges_[id];
        exchange.closed = true;
        exchange.code = code;
        return 0;
    }
    static int refused(nghttp2_session*, const nghttp2_frame*, int code, void* user) {
        self(user).fault_ = nghttp2_strerror(code);
        return 0;
    }
    static ssize_t read(nghttp2_session*, std::int32_t id, std::uint8_t* to, std::size_t most, std::uint32_t* flags,
                        nghttp2_data_source*, void* user) {
        Exchange& exchange = self(user).exchanges_[id];
        const std::size_t size = std::min(most, exchange.to_send.size());
        std::memcpy(to, exchange.to_send.data(), size);
        exchange.to_send.erase(0, size);
        if (exchange.to_send.empty() && !exchange.sends) *flags |= NGHTTP2_DATA_FLAG_EOF;
        else if (size == 0) return NGHTTP2_ERR_DEFERRED;
        return static_cast<ssize_t>(size);
    }
};

Http2Peer::Http2Peer() {
    nghttp2_session_callbacks* callbacks = nullptr;
    nghttp2_session_callbacks_new(&callbacks);
    nghttp2_session_callbacks_set_on_header_callback(callbacks, Callbacks::header);
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, Callbacks::content);
    nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, Callbacks::frame);
    nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, Callbacks::closed);
    nghttp2_session_callbacks_set_on_invalid_frame_recv_callback(callbacks, Callbacks::refused);
    nghttp2_option* option = nullptr;
    nghttp2_option_new(&option);
    nghttp2_option_set_no_auto_window_update(option, 1);
    nghttp2_session_client_new2(&session_, callbacks, this, option);
    nghttp2_option_del(option);
    nghttp2_session_callbacks_del(callbacks);
    nghttp2_submit_settings(session_, NGHTTP2_FLAG_NONE, nullptr, 0);
}

Http2Peer::~Http2Peer() { nghttp2_session_del(session_); }

Task<std::unique_ptr<Http2Peer>> Http2Peer::connect(runtime::SocketAddress address, const runtime::TlsClient* tls) {
    std::unique_ptr<Http2Peer> peer(new Http2Peer);
    if (tls) peer->tls_.emplace(co_await runtime::TlsStream::connect(address, *tls, "localhost"));
    else peer->stream_.emplace(co_await runtime::TcpStream::connect(address));
    co_await peer->settle();
    co_return peer;
}

std::int32_t Http2Peer::submit(const Fields& fields, bool sends) {
    std::vector<nghttp2_nv> pairs;
    for (const auto& field : fields) pairs.push_back(pair_of(field));
    nghttp2_data_provider provider{.source = {}, .read_callback = Callbacks::read};
    const std::int32_t id =
        nghttp2_submit_request(session_, nullptr, pairs.data(), pairs.size(), sends ? &provider : nullptr, nullptr);
    exchanges_[id].sends = sends;
    return id;
}

std::int32_t Http2Peer::request(std::string_view method, std::string_view path, const Fields& more) {
    Fields fields{{":method", std::string(method)},
                  {":scheme", scheme()},
                  {":authority", "localhost"},
                  {":path", std::string(path)}};
    fields.insert(fields.end(), more.begin(), more.end());
    return submit(fields, method == "POST");
}

std::int32_t Http2Peer::open_websocket(std::string_view path, const Fields& more) {
    Fields fields{{":method", "CONNECT"},      {":protocol", "websocket"},   {":scheme", scheme()},
                  {":authority", "localhost"}, {":path", std::string(path)}, {"sec-websocket-version", "13"}};
    fields.insert(fields.end(), more.begin(), more.end());
    return submit(fields, true);
}

void Http2Peer::write(std::int32_t id, std::string_view bytes) {
    exchanges_[id].to_send += bytes;
    nghttp2_session_resume_data(session_, id);
}

void Http2Peer::end(std::int32_t id) {
    exchanges_[id].sends = false;
    nghttp2_session_resume_data(session_, id);
}

void Http2Peer::reset(std::int32_t id) { nghttp2_submit_rst_stream(session_, NGHTTP2_FLAG_NONE, id, NGHTTP2_CANCEL); }

void Http2Peer::give_windows() {
    holds_windows_ = false;
    for (const auto& [id, size] : held_) nghttp2_session_consume(session_, id, size);
    held_.clear();
}

Task<void> Http2Peer::send() {
    for (;;) {
        const std::uint8_t* bytes = nullptr;
        const ssize_t size = nghttp2_session_mem_send(session_, &bytes);
        if (size <= 0) co_return;
        const std::string frames = text(bytes, static_cast<std::size_t>(size));
        Result<> sent;
        if (tls_) sent = co_await attempt(tls_->write_all(frames));
        else sent = co_await attempt(stream_->write_all(frames));
        if (!sent) gone_ = true;
    }
}

Task<void> Http2Peer::receive() {
    std::string room(64 * 1024, '\0');
    Result<std::size_t> got = 0;
    if (tls_) got = co_await attempt(tls_->read(room.data(), room.size()));
    else got = co_await attempt(stream_->read(room.data(), room.size()));
    if (!got || *got == 0) {
        gone_ = true;
        co_return;
    }
    const ssize_t taken = nghttp2_session_mem_recv(session_, reinterpret_cast<const std::uint8_t*>(room.data()), *got);
    if (taken < 0) fault_ = nghttp2_strerror(static_cast<int>(taken));
}

Task<void> Http2Peer::until(std::function<bool()> so) {
    co_await send();
    while (!so() && !gone_) {
        co_await receive();
        co_await send();
    }
}

Task<void> Http2Peer::settle() {
    const int before = pongs_;
    nghttp2_submit_ping(session_, NGHTTP2_FLAG_NONE, nullptr);
    co_await until([this, before] { return pongs_ > before; });
}

void WebSocketPeer::send(http::ws::Opcode opcode, std::string_view payload, std::uint8_t reserved) {
    ByteBuffer frame;
    http::ws::append_frame(frame, {.opcode = opcode, .reserved = reserved, .mask = http::ws::Mask(0x9a31c7f5u)},
                           payload);
    peer_.write(id_, frame.view());
}

void WebSocketPeer::close(http::ws::CloseCode code) {
    ByteBuffer frame;
    http::ws::append_close(frame, {.code = code}, http::ws::Mask(0x9a31c7f5u));
    peer_.write(id_, frame.view());
}

Task<std::string> WebSocketPeer::next() {
    using Kind = http::ws::Event::Kind;
    Http2Peer::Exchange& exchange = peer_.at(id_);
    for (;;) {
        const http::ws::Event event = decoder_.next(bytes_);
        switch (event.kind) {
            case Kind::text: co_return "text " + std::string(event.data);
            case Kind::binary: co_return "binary " + std::string(event.data);
            case Kind::ping: co_return "ping";
            case Kind::pong: co_return "pong";
            case Kind::close: co_return "close " + std::to_string(http::ws::number(event.code));
            case Kind::failed: co_return "broken: " + std::string(event.data);
            case Kind::none: break;
        }
        co_await peer_.until([&] { return !exchange.content.empty() || exchange.ended || exchange.closed; });
        if (exchange.content.empty()) co_return "gone";
        input_ = std::exchange(exchange.content, {});
        bytes_ = input_;
    }
}

}  // namespace kaon::inline v0::conformance
