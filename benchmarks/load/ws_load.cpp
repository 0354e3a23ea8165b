// A generator of WebSocket load: connections that send a message, wait for its echo, and send the next.
// Usage: kaon_bench_ws_load PORT PATH CONNECTIONS SECONDS MESSAGE_BYTES [IN_FLIGHT]
//
// One thread on epoll. Prints one line of JSON: connections, messages per second, p50 and p99 of the round trip in
// microseconds, and what failed. IN_FLIGHT messages are sent together; a round trip is that of the whole batch.
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "kaon/http/ws/decoder.hpp"

using namespace kaon;
using namespace kaon::http::ws;
using Clock = std::chrono::steady_clock;

namespace {

struct Options {
    std::uint16_t port;
    std::string path;
    int connections;
    int seconds;
    std::size_t message_bytes;
    int in_flight;
};

struct Client {
    int fd = -1;
    bool open = false;
    int waiting = 0;  // echoes of this batch
    std::string head;
    Decoder decoder{Decoder::Options{.peer = Peer::server, .limits = {1u << 30, 1u << 30}}};
    Clock::time_point sent;
};

[[noreturn]] void die(const char* what) {
    std::perror(what);
    std::exit(1);
}

class Load {
public:
    explicit Load(Options options) : options_(std::move(options)), epoll_(::epoll_create1(0)) {
        const std::string message(options_.message_bytes, 'x');
        for (int i = 0; i < options_.in_flight; ++i) {
            append_frame(batch_, {.opcode = Opcode::text, .mask = Mask(0x12345678u)}, message);
        }
    }

    void run() {
        for (int i = 0; i < options_.connections; ++i) connect();
        const auto warm = Clock::now() + std::chrono::seconds(1);
        const auto end = warm + std::chrono::seconds(options_.seconds);
        epoll_event events[256];
        for (Clock::time_point now; (now = Clock::now()) < end;) {
            counting_ = now >= warm;
            const int ready = ::epoll_wait(epoll_, events, 256, 100);
            for (int i = 0; i < ready; ++i) receive(*static_cast<Client*>(events[i].data.ptr));
        }
        report();
    }

private:
    void connect() {
        clients_.push_back(std::make_unique<Client>());
        Client& client = *clients_.back();
        client.fd = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{.sin_family = AF_INET, .sin_port = htons(options_.port), .sin_addr = {}, .sin_zero = {}};
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(client.fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) die("connect");
        const int on = 1;
        ::setsockopt(client.fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        const std::string request = "GET " + options_.path +
                                    " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                                    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        if (::send(client.fd, request.data(), request.size(), 0) < 0) die("send");
        epoll_event event{.events = EPOLLIN, .data = {.ptr = &client}};
        if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, client.fd, &event) != 0) die("epoll_ctl");
    }

    void send(Client& client) {
        client.waiting = options_.in_flight;
        client.sent = Clock::now();
        std::string_view rest = batch_.view();
        while (!rest.empty()) {
            const ssize_t n = ::send(client.fd, rest.data(), rest.size(), MSG_NOSIGNAL);
            if (n < 0) return fail(client);
            rest.remove_prefix(static_cast<std::size_t>(n));
        }
    }

    void receive(Client& client) {
        const ssize_t n = ::recv(client.fd, buffer_.data(), buffer_.size(), MSG_DONTWAIT);
        if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
        if (n <= 0) return fail(client);
        std::string_view bytes(buffer_.data(), static_cast<std::size_t>(n));
        if (!client.open) {
            client.head += bytes;
            const std::size_t end = client.head.find("\r\n\r\n");
            if (end == client.head.npos) return;
            if (!client.head.starts_with("HTTP/1.1 101")) return fail(client);
            client.open = true;
            return send(client);
        }
        for (Event event; (event = client.decoder.next(bytes)).kind != Event::Kind::none;) {
            if (event.kind != Event::Kind::text) return fail(client);
            if (--client.waiting == 0) answered(client);
        }
    }

    void answered(Client& client) {
        if (counting_) {
            messages_ += static_cast<std::uint64_t>(options_.in_flight);
            const auto took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - client.sent);
            times_.push_back(static_cast<std::uint32_t>(took.count()));
        }
        send(client);
    }

    void fail(Client& client) {
        ++failed_;
        ::close(client.fd);
    }

    void report() {
        std::sort(times_.begin(), times_.end());
        const auto at = [this](double share) {
            return times_.empty() ? 0u
                                  : times_[static_cast<std::size_t>(share * static_cast<double>(times_.size() - 1))];
        };
        std::printf(
            "{\"connections\": %d, \"messages_per_second\": %.0f, \"p50_us\": %u, \"p99_us\": %u, \"failed\": %d}\n",
            options_.connections, static_cast<double>(messages_) / options_.seconds, at(0.5), at(0.99), failed_);
    }

    const Options options_;
    const int epoll_;
    ByteBuffer batch_;
    std::vector<std::unique_ptr<Client>> clients_;
    std::vector<char> buffer_ = std::vector<char>(256 * 1024);
    std::vector<std::uint32_t> times_;
    std::uint64_t messages_ = 0;
    int failed_ = 0;
    bool counting_ = false;
};

}  // namespace

int main(int argc, char** argv) {
    if (argc < 6) {
        std::fprintf(stderr, "usage: %s PORT PATH CONNECTIONS SECONDS MESSAGE_BYTES [IN_FLIGHT]\n", argv[0]);
        return 2;
    }
    Load load({.port = static_cast<std::uint16_t>(std::atoi(argv[1])),
               .path = argv[2],
               .connections = std::atoi(argv[3]),
               .seconds = std::atoi(argv[4]),
               .message_bytes = static_cast<std::size_t>(std::atoll(argv[5])),
               .in_flight = argc > 6 ? std::atoi(argv[6]) : 1});
    load.run();
}
