// RawClient: an HTTP/1.1 client for tests that sends exactly the bytes it is given.
//
//   RawClient client = co_await RawClient::connect(address);
//   RawResponse hello = co_await client.ask(get_request("/hello"));
//   EXPECT_EQ(hello.status(), 200);
//
// Threads: one core's own.
#pragma once

#include <optional>
#include <string>

#include "kaon/runtime/tls_stream.hpp"

namespace kaon::inline v0::transport::test_client {

struct RawResponse {
    std::string head;   // in lower case, with the status line, without the empty line
    std::string body;   // without its framing
    bool complete = false;  // false: the connection ended before the response did

    int status() const { return head.size() > 12 ? std::stoi(head.substr(9, 3)) : 0; }
    bool has(std::string_view text) const { return head.find(text) != std::string::npos; }
};

// "GET /path HTTP/1.1" with a Host and whatever lines `more` holds, each with its line end.
inline std::string get_request(std::string_view path, std::string_view more = "") {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n" + std::string(more) + "\r\n";
}

class RawClient {
public:
    static Task<RawClient> connect(runtime::SocketAddress address) {
        co_return RawClient(co_await runtime::TcpStream::connect(address));
    }

    // Through TLS, to "localhost".
    static Task<RawClient> connect_tls(runtime::SocketAddress address, const runtime::TlsClient& client) {
        co_return RawClient(co_await runtime::TlsStream::connect(address, client, "localhost"));
    }

    Task<void> send(std::string bytes) {
        if (tls_) co_await tls_->write_all(bytes);
        else co_await stream_->write_all(bytes);
    }
    // Reads one response; `head_only` for HEAD.
    Task<RawResponse> receive(bool head_only = false);
    // One request, one response.
    Task<RawResponse> ask(std::string bytes) {
        co_await send(std::move(bytes));
        co_return co_await receive();
    }
    // Reads whatever comes until the server closes.
    Task<std::string> rest();
    int fd() const { return tls_ ? tls_->fd() : stream_->fd(); }
    // What has come, as it is.
    Task<std::string> piece() {
        if (input_.empty()) co_await more();
        co_return std::exchange(input_, {});
    }
    // Takes `count` bytes behind what was received. False: there are fewer.
    Task<bool> take(std::string& body, std::uint64_t count);
    // The last thing that came was the end, not an error.
    bool ended_politely() const { return ended_politely_; }

    // Content bytes are counted instead of kept from here on.
    void count_only() { count_only_ = true; }
    std::uint64_t counted() const { return counted_; }

private:
    explicit RawClient(runtime::TcpStream stream) : stream_(std::move(stream)) {}
    explicit RawClient(runtime::TlsStream stream) : tls_(std::move(stream)) {}
    Task<bool> more();
    Task<std::string> line();

    std::optional<runtime::TcpStream> stream_;
    std::optional<runtime::TlsStream> tls_;
    bool ended_politely_ = false;
    std::string input_;
    bool count_only_ = false;
    std::uint64_t counted_ = 0;
};

}  // namespace kaon::inline v0::transport::test_client
