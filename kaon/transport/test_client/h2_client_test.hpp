// H2Client: an HTTP/2 client for tests that sends exactly the frames it is given and gives what comes back.
//
//   H2Client client = co_await H2Client::connect(address);
//   co_await client.send(get(1, "/hello"));
//   H2Answer hello = co_await client.answer(1);
//
// Gives windows back as content comes, unless hold_windows() was called. Threads: one core's own.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "kaon/http/h2/frames_test.hpp"
#include "kaon/runtime/tls_stream.hpp"

namespace kaon::inline v0::transport::test_client {

struct H2Answer {
    std::vector<http::h2::frames::Fields> interim;  // 1xx
    http::h2::frames::Fields head;
    http::h2::frames::Fields trailers;
    std::string body;
    std::uint64_t body_bytes = 0;  // also where the content is only counted
    int reset = -1;                // the code of RST_STREAM
    bool complete = false;         // END_STREAM came

    int status() const { return head.empty() ? 0 : std::stoi(head[0].second); }
    std::string field(std::string_view name) const {
        for (const auto& [key, value] : head) {
            if (key == name) return value;
        }
        return "(none)";
    }
};

class H2Client {
public:
    static Task<H2Client> connect(runtime::SocketAddress address);
    // Through TLS, to "localhost"; `client` offers "h2".
    static Task<H2Client> connect_tls(runtime::SocketAddress address, const runtime::TlsClient& client);

    Task<void> send(std::string frames) {
        if (tls_) co_await tls_->write_all(frames);
        else co_await stream_->write_all(frames);
    }
    // Nothing is sent by itself from here on: no acknowledgement, no window.
    void say_nothing() { silent_ = true; }
    // Takes what comes next. False: the connection has ended.
    Task<bool> more();
    // Everything until that stream has ended, or the connection.
    Task<H2Answer> answer(std::uint32_t stream);
    // Until it has a head.
    Task<H2Answer> head(std::uint32_t stream);
    // Until the server closes. False: it did not.
    Task<void> rest();
    // Until the answer to a PING of ours. False: the connection has ended.
    Task<bool> pong();
    // What has come of that stream so far.
    const H2Answer& answers(std::uint32_t stream) { return answers_[stream]; }
    // The first piece of content that has come on the stream and was not given yet; empty at its end.
    Task<std::string> piece(std::uint32_t stream);
    // Sends content as far as the server's windows go, and waits for more.
    Task<void> upload(std::uint32_t stream, std::uint64_t bytes);

    // The codes and last streams of GOAWAY frames so far.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> goaways;
    void count_only() { count_only_ = true; }
    void hold_windows() { hold_windows_ = true; }
    void give_windows() { hold_windows_ = false; }
    int fd() const { return tls_ ? tls_->fd() : stream_->fd(); }
    // What TLS has agreed on; nothing in the clear.
    std::string_view protocol() const { return tls_ ? tls_->session().protocol() : std::string_view(); }
    std::uint64_t counted(std::uint32_t stream) { return answers_[stream].body_bytes; }

private:
    explicit H2Client(runtime::TcpStream stream) : stream_(std::move(stream)) {}
    explicit H2Client(runtime::TlsStream stream) : tls_(std::move(stream)) {}
    Task<std::size_t> read(std::string& room);
    Task<void> reply(std::string frames);
    Task<void> take(const http::h2::frames::Frame& frame);
    void take_head(const http::h2::frames::Frame& frame);
    void take_settings(const http::h2::frames::Frame& frame);

    std::optional<runtime::TcpStream> stream_;
    std::optional<runtime::TlsStream> tls_;
    std::unique_ptr<http::h2::frames::Decoder> decoder_ = std::make_unique<http::h2::frames::Decoder>();
    std::map<std::uint32_t, H2Answer> answers_;
    std::map<std::uint32_t, std::int64_t> credit_;  // window beyond the initial one, as the server has given it
    std::int64_t initial_window_ = 65'535;
    std::string input_;
    int pongs_ = 0;
    bool silent_ = false;
    bool count_only_ = false;
    bool hold_windows_ = false;
};

}  // namespace kaon::inline v0::transport::test_client
