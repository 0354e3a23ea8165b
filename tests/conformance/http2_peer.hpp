// Http2Peer: a client over nghttp2's own client session, in the clear or through TLS: somebody else's view of our
// frames.
//
//   auto peer = co_await Http2Peer::connect(address);
//   const std::int32_t id = peer->request("GET", "/hello");
//   co_await peer->until([&] { return peer->at(id).ended; });
//
// What our server sends wrongly nghttp2 refuses, and fault() says why. Windows are given back as content comes, unless
// they are held. Threads: one core's own. Lifetime: never moves.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nghttp2/nghttp2.h>

#include "kaon/http/ws/decoder.hpp"
#include "kaon/runtime/tls_stream.hpp"

namespace kaon::inline v0::conformance {

using Fields = std::vector<std::pair<std::string, std::string>>;

class Http2Peer {
public:
    struct Exchange {
        int status = 0;
        Fields fields;
        Fields trailers;
        std::string content;     // that has come and was not taken
        std::string to_send;
        bool sends = false;      // there is a way for content, until end()
        bool ended = false;      // by the server: END_STREAM
        bool closed = false;     // altogether
        std::uint32_t code = 0;  // with which it was closed

        std::string field(std::string_view name) const;
    };

    // `tls`: through it, to "localhost", by ALPN.
    static Task<std::unique_ptr<Http2Peer>> connect(runtime::SocketAddress address,
                                                    const runtime::TlsClient* tls = nullptr);
    ~Http2Peer();

    std::int32_t request(std::string_view method, std::string_view path, const Fields& more = {});
    // An extended CONNECT for a WebSocket (RFC 8441, section 5), whose content goes both ways.
    std::int32_t open_websocket(std::string_view path, const Fields& more = {});
    void write(std::int32_t id, std::string_view bytes);
    void end(std::int32_t id);
    void reset(std::int32_t id);
    Exchange& at(std::int32_t id) { return exchanges_[id]; }

    // Sends and receives until that is so, or the connection has ended.
    Task<void> until(std::function<bool()> so);
    // Sends what there is; everything that was on its way when this began has come when it ends.
    Task<void> settle();
    // What the server has announced; settings come with the first until().
    std::uint32_t setting(nghttp2_settings_id id) const { return nghttp2_session_get_remote_settings(session_, id); }
    std::int32_t room_to_send(std::int32_t id) const {
        return nghttp2_session_get_stream_remote_window_size(session_, id);
    }
    void hold_windows() { holds_windows_ = true; }
    // What was held is given back.
    void give_windows();
    std::string protocol() const { return tls_ ? std::string(tls_->session().protocol()) : std::string(); }
    const std::string& fault() const { return fault_; }
    bool gone() const { return gone_; }
    int goaways() const { return goaways_; }

private:
    Http2Peer();
    Task<void> send();
    Task<void> receive();
    std::int32_t submit(const Fields& fields, bool sends);
    std::string scheme() const { return tls_ ? "https" : "http"; }
    struct Callbacks;

    std::optional<runtime::TcpStream> stream_;
    std::optional<runtime::TlsStream> tls_;
    nghttp2_session* session_ = nullptr;
    std::map<std::int32_t, Exchange> exchanges_;
    std::map<std::int32_t, std::size_t> held_;
    std::string fault_;
    int goaways_ = 0;
    int pongs_ = 0;
    bool holds_windows_ = false;
    bool gone_ = false;
};

// A WebSocket on such a stream: frames out, events in.
class WebSocketPeer {
public:
    WebSocketPeer(Http2Peer& peer, std::int32_t id, std::optional<http::ws::DeflateTerms> deflate = {})
        : peer_(peer), id_(id), decoder_({.peer = http::ws::Peer::server, .deflate = deflate}) {}

    void send(std::string_view text) { send(http::ws::Opcode::text, text); }
    void send(http::ws::Opcode opcode, std::string_view payload, std::uint8_t reserved = 0);
    void close(http::ws::CloseCode code);
    // The next of what comes: "text hello", "binary ...", "ping", "pong", "close 1000"; "gone" where the stream has
    // ended.
    Task<std::string> next();

private:
    Http2Peer& peer_;
    std::int32_t id_;
    http::ws::Decoder decoder_;
    std::string input_;
    std::string_view bytes_;
};

}  // namespace kaon::inline v0::conformance
