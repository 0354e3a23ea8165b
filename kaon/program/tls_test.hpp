// What tests of kaon::serve() with TLS share: a server as a process, clients that send and take bytes, a folder.
//
//   class serve_tls : public ServeTls {};
//   TEST_F(serve_tls, ...) {
//       Child child(serving({"--port=0", "--tls-dev"}));
//       EXPECT_EQ(Secure(local(child.wait_for("greeter on https://127.0.0.1:"))).ask("/"), "hello");
//   }
//
// Threads: one, before Child forks.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <sys/socket.h>

#include "kaon/base/fd.hpp"
#include "kaon/program/serve.hpp"
#include "kaon/program/testing/child.hpp"
#include "kaon/runtime/socket_address.hpp"
#include "kaon/runtime/tls_certificate.hpp"
#include "kaon/runtime/tls_peer_test.hpp"

namespace kaon::inline v0::program::testing {

using runtime::make_certificate, runtime::SocketAddress, runtime::TlsCertificate;
using runtime::test::TlsPeer;

enum class Kept : std::uint8_t { no, yes };

inline Router<> routes() {
    return Router{get<"/">([] { return "hello"; }), get<"/peer">([](Request& r) { return r.peer().text(); }),
                  get<"/scheme">([](Request& r) { return std::string(r.message().scheme); }),
                  get<"/who">([](Request& r) {
                      const PeerCertificate* shown = r.message().certificate;
                      return shown ? shown->subject : "nobody";
                  })};
}

inline std::function<int()> serving(std::vector<std::string> words, ServeOptions options = {}) {
    words.insert(words.begin(), "greeter");
    options.name = "greeter";
    options.cores = 2;
    return [words, options]() mutable {
        std::vector<char*> argv;
        for (std::string& word : words) argv.push_back(word.data());
        return kaon::serve(static_cast<int>(argv.size()), argv.data(), routes, options);
    };
}

inline SocketAddress local(const std::string& port) {
    return SocketAddress::parse("127.0.0.1", static_cast<std::uint16_t>(std::stoi("0" + port))).value();
}

inline Fd connected(const SocketAddress& address) {
    Fd fd(::socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
    EXPECT_EQ(::connect(fd.number(), static_cast<const sockaddr*>(address.system()), address.system_size()), 0);
    return fd;
}

inline std::string request(std::string_view path, std::string_view host) {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: " + std::string(host) + "\r\nConnection: close\r\n\r\n";
}

inline std::string ask(const Fd& fd, const std::string& bytes) {
    EXPECT_EQ(::send(fd.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL), std::ssize(bytes));
    std::string answer;
    char piece[1024];
    for (ssize_t n; (n = ::recv(fd.number(), piece, sizeof piece, 0)) > 0;)
        answer.append(piece, static_cast<std::size_t>(n));
    return answer;
}

// One connection of a client that trusts everybody and says whom it met.
class Secure {
public:
    explicit Secure(const SocketAddress& address, const std::string& host = "localhost", std::string_view before = "",
                    const TlsCertificate& own = {})
        : peer_({.host = host, .certificate = own}), fd_(connected(address)) {
        send(before);
        send(peer_.next());
        while (!peer_.done() && receive()) send(peer_.next());
    }
    bool met() const { return peer_.done(); }
    TlsPeer& peer() { return peer_; }
    PeerCertificate certificate() const { return peer_.certificate(); }
    // What one request gets; empty: nothing.
    std::string ask(std::string_view path, Kept kept = Kept::no) {
        send(peer_.seal("GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n" +
                        (kept == Kept::yes ? "" : "Connection: close\r\n") + "\r\n"));
        std::string answer;
        do answer += peer_.open();
        while (!(kept == Kept::yes && answer.ends_with("hello")) && receive());
        const std::size_t end = answer.find("\r\n\r\n");
        return end == answer.npos ? "" : answer.substr(end + 4);
    }

private:
    void send(std::string_view bytes) { (void)::send(fd_.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL); }
    bool receive() {
        char piece[4096];
        const ssize_t n = ::recv(fd_.number(), piece, sizeof piece, 0);
        if (n > 0) peer_.take({piece, static_cast<std::size_t>(n)});
        return n > 0;
    }

    TlsPeer peer_;
    Fd fd_;
};

// What follows each of the parts, whichever line comes first: the log is written by a thread of its own.
inline std::vector<std::string> wait_for_all(Child& child, const std::vector<std::string>& parts) {
    std::vector<std::string> found(parts.size());
    for (std::size_t missing = parts.size(); missing > 0;) {
        const std::string line = child.wait_for("");
        if (line.empty()) break;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const std::size_t at = line.find(parts[i]);
            if (at == line.npos || !found[i].empty()) continue;
            found[i] = line.substr(at + parts[i].size());
            --missing;
        }
    }
    return found;
}

class ServeTls : public ::testing::Test {
protected:
    void SetUp() override {
        ASSERT_NE(::mkdtemp(folder_), nullptr);
        ::setenv("XDG_STATE_HOME", folder_, 1);
    }
    void TearDown() override {
        ::unsetenv("XDG_STATE_HOME");
        std::filesystem::remove_all(folder_);
    }
    std::string path(const std::string& name) const { return std::string(folder_) + "/" + name; }
    std::string write(const std::string& name, const std::string& text) const {
        std::ofstream(path(name)) << text;
        return path(name);
    }
    std::string write(const std::string& name, const TlsCertificate& certificate) const {
        return write(name, certificate.chain + certificate.key);
    }

private:
    char folder_[32] = "/tmp/kaon_serve_tls_XXXXXX";
};

}  // namespace kaon::inline v0::program::testing
