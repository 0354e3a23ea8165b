// The limit that other servers are compared with: epoll_wait, one recv and one send per batch. Usage: PORT
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "benchmarks/load/raw_http.hpp"

namespace {

struct Connection {
    std::string in;   // of an incomplete request only
    std::string out;  // what the socket did not take
    bool closing = false;
};

class Server {
public:
    explicit Server(std::uint16_t port) : listener_(listen_on(port)), epoll_(epoll_create1(EPOLL_CLOEXEC)) {
        watch(EPOLL_CTL_ADD, listener_, EPOLLIN);
    }

    [[noreturn]] void run() {
        std::vector<epoll_event> events(512);
        for (;;) {
            const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), -1);
            date_.refresh();
            for (int i = 0; i < count; ++i) {
                const int fd = events[i].data.fd;
                if (fd == listener_) accept_all();
                else if (events[i].events & EPOLLOUT) send_rest(fd);
                else receive(fd);
            }
        }
    }

private:
    static int listen_on(std::uint16_t port) {
        const int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), one = 1;
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 || listen(fd, 4096) != 0) {
            std::perror("raw_epoll");
            std::exit(1);
        }
        return fd;
    }

    void watch(int operation, int fd, std::uint32_t events) {
        epoll_event event{};
        event.events = events;
        event.data.fd = fd;
        epoll_ctl(epoll_, operation, fd, &event);
    }

    void accept_all() {
        for (int fd; (fd = accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0;) {
            const int one = 1;
            setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
            if (connections_.size() <= static_cast<std::size_t>(fd)) connections_.resize(fd + 1);
            connections_[fd] = std::make_unique<Connection>();
            watch(EPOLL_CTL_ADD, fd, EPOLLIN);
        }
    }

    void drop(int fd) {
        connections_[fd].reset();
        close(fd);
    }

    void receive(int fd) {
        Connection& connection = *connections_[fd];
        const std::size_t kept = connection.in.size();
        if (kept >= sizeof buffer_) return drop(fd);
        const ssize_t got = recv(fd, buffer_ + kept, sizeof buffer_ - kept, 0);
        if (got <= 0) {
            if (got == 0 || errno != EAGAIN) drop(fd);
            return;
        }
        std::memcpy(buffer_, connection.in.data(), kept);
        const std::string_view input(buffer_, kept + static_cast<std::size_t>(got));
        out_.clear();
        const raw::Answered done = raw::answer(input, out_, date_);
        if (kept || done.used < input.size()) connection.in.assign(input.substr(done.used));
        if (out_.empty()) return;
        ssize_t sent = send(fd, out_.data(), out_.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN) return drop(fd);
        if (sent < 0) sent = 0;
        if (static_cast<std::size_t>(sent) < out_.size()) {
            connection.out.assign(out_, sent);
            connection.closing = done.close;
            watch(EPOLL_CTL_MOD, fd, EPOLLOUT);
        } else if (done.close) {
            drop(fd);
        }
    }

    void send_rest(int fd) {
        Connection& connection = *connections_[fd];
        const ssize_t sent = send(fd, connection.out.data(), connection.out.size(), MSG_NOSIGNAL);
        if (sent < 0) {
            if (errno != EAGAIN) drop(fd);
            return;
        }
        connection.out.erase(0, static_cast<std::size_t>(sent));
        if (!connection.out.empty()) return;
        if (connection.closing) return drop(fd);
        watch(EPOLL_CTL_MOD, fd, EPOLLIN);
    }

    const int listener_, epoll_;
    std::vector<std::unique_ptr<Connection>> connections_;  // by descriptor
    std::string out_;
    raw::Date date_;
    char buffer_[65536];
};

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs("usage: kaon_bench_raw_epoll PORT\n", stderr);
        return 2;
    }
    std::make_unique<Server>(static_cast<std::uint16_t>(std::atoi(argv[1])))->run();
}
