// The server's thread; blocking sockets; replies taken apart.
#include "origin.hpp"

#include <cctype>
#include <thread>

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "kaon/runtime/runtime.hpp"

namespace kaon::inline v0::conformance {

namespace {

std::string lower(std::string_view text) {
    std::string all(text);
    for (char& c : all) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return all;
}

// Up to the empty line, which is taken off as well; with the line end before it.
std::string take_fields(std::string_view& bytes) {
    if (bytes.starts_with("\r\n")) {
        bytes.remove_prefix(2);
        return "";
    }
    const std::size_t end = bytes.find("\r\n\r\n");
    EXPECT_NE(end, bytes.npos) << "no end of a head: " << bytes;
    std::string fields = lower(bytes.substr(0, end == bytes.npos ? end : end + 2));
    bytes.remove_prefix(end == bytes.npos ? bytes.size() : end + 4);
    return fields;
}

void take_chunks(std::string_view& bytes, Reply& reply) {
    for (;;) {
        const std::size_t line = bytes.find("\r\n");
        if (line == bytes.npos) return;
        const std::size_t size = std::stoul(std::string(bytes.substr(0, line)), nullptr, 16);
        bytes.remove_prefix(line + 2);
        if (size == 0) break;
        reply.content += bytes.substr(0, size);
        EXPECT_EQ(bytes.substr(size, 2), "\r\n");
        bytes.remove_prefix(size + 2);
    }
    reply.trailers = take_fields(bytes);
}

}  // namespace

std::vector<Reply> read_replies(std::string_view bytes) {
    std::vector<Reply> replies;
    while (!bytes.empty()) {
        Reply& reply = replies.emplace_back();
        reply.head = take_fields(bytes);
        EXPECT_TRUE(reply.head.starts_with("http/1.1 ")) << reply.head;
        reply.status = std::atoi(reply.head.c_str() + 9);
        if (reply.status < 200 || reply.status == 204 || reply.status == 304) continue;
        if (const auto at = reply.head.find("content-length: "); at != reply.head.npos) {
            const std::size_t size = std::stoul(reply.head.substr(at + 16));
            reply.content = bytes.substr(0, size);
            bytes.remove_prefix(reply.content.size());
        } else if (reply.has("transfer-encoding: chunked")) {
            take_chunks(bytes, reply);
        } else {
            reply.content = std::exchange(bytes, {});
        }
    }
    return replies;
}

void RawPeer::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(fd_.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return;  // what came back says why
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void RawPeer::finish() { ::shutdown(fd_.number(), SHUT_WR); }

bool RawPeer::more() {
    char buffer[16 * 1024];
    const ssize_t got = ::recv(fd_.number(), buffer, sizeof buffer, 0);
    EXPECT_FALSE(got < 0 && errno == EAGAIN) << "nothing came for ten seconds";
    if (got > 0) received_.append(buffer, static_cast<std::size_t>(got));
    return got > 0;
}

std::string RawPeer::rest() {
    while (more()) {
    }
    return std::exchange(received_, {});
}

std::string RawPeer::until(std::string_view text) {
    std::size_t at;
    while ((at = received_.find(text)) == received_.npos) {
        if (!more()) return std::exchange(received_, {});
    }
    std::string head = received_.substr(0, at + text.size());
    received_.erase(0, head.size());
    return head;
}

std::string RawPeer::take(std::size_t size) {
    while (received_.size() < size && more()) {
    }
    std::string taken = received_.substr(0, size);
    received_.erase(0, taken.size());
    return taken;
}

struct Origin::State {
    transport::Server server;
    std::thread thread;
};

Origin::Origin(transport::ServerOptions options) : Origin(transport::Handler(service), options) {}

Origin::Origin(transport::Handler handler, transport::ServerOptions options) {
    const auto address = runtime::SocketAddress::parse("127.0.0.1", 0).value();
    state_.reset(new State{.server = transport::Server::bind(address, options).value(), .thread = {}});
    state_->thread = std::thread([this, handler] {
        runtime::Runtime runtime({.cores = 1});
        const Result<> served = runtime.run(state_->server.serve(runtime, handler));
        EXPECT_TRUE(served.has_value());
    });
}

Origin::~Origin() {
    stop();
    state_->thread.join();
}

void Origin::stop() { state_->server.stop(); }

RawPeer Origin::connect() const {
    Fd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const timeval patience{.tv_sec = 10, .tv_usec = 0};
    ::setsockopt(fd.number(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(state_->server.address().port());
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(fd.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    return RawPeer(std::move(fd));
}

std::string Origin::talk(std::string_view bytes) const {
    RawPeer peer = connect();
    peer.send(bytes);
    peer.finish();
    return peer.rest();
}

std::vector<Reply> Origin::ask(std::string_view bytes) const {
    std::vector<Reply> replies = read_replies(talk(bytes));
    std::erase_if(replies, [](const Reply& reply) { return reply.status < 200; });
    return replies;
}

std::string Origin::statuses(std::string_view bytes) const {
    std::string all;
    for (const Reply& reply : ask(bytes)) all += (all.empty() ? "" : " ") + std::to_string(reply.status);
    return all;
}

}  // namespace kaon::inline v0::conformance
