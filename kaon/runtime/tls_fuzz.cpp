// Fuzzes the server's side of TLS: a client's records, bent, cut, repeated or made up, in any pieces.
#include <cstdint>
#include <cstdlib>

#include <sys/socket.h>
#include <unistd.h>

#include "kaon/base/fd.hpp"
#include "kaon/runtime/tls_certificate.hpp"
#include "kaon/runtime/tls_peer_test.hpp"

using namespace kaon;
using namespace kaon::runtime;
using test::TlsPeer;

namespace {

using Step = TlsSession::Step;

void require(bool condition) {
    if (!condition) std::abort();
}

const TlsServer& server() {
    static const std::shared_ptr<TlsServer> made = [] {
        const auto certificate = [](const char* name, KeyKind kind) {
            return make_certificate({.names = {name}, .key = kind}).value();
        };
        return TlsServer::load({.certificates = {certificate("localhost", KeyKind::ecdsa_p256),
                                                 certificate("localhost", KeyKind::rsa_2048),
                                                 certificate("*.example", KeyKind::ecdsa_p256)}})
            .value();
    }();
    return *made;
}

// The input: what is done to the client's flights. Each operation takes a byte, and more as it says.
class Input {
public:
    Input(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
    bool empty() const { return at_ == size_; }
    std::uint8_t byte() { return empty() ? 0 : data_[at_++]; }
    std::string bytes(std::size_t most) {
        const std::size_t n = std::min(most, size_ - at_);
        at_ += n;
        return {reinterpret_cast<const char*>(data_ + at_ - n), n};
    }

private:
    const std::uint8_t* data_;
    std::size_t size_, at_ = 0;
};

void bend(std::string& flight, Input& input) {
    const std::size_t at = input.byte() | input.byte() << 8;
    const std::uint8_t how = input.byte();
    if (flight.empty()) return;
    char& there = flight[at % flight.size()];
    switch (how % 4) {
        case 0: there = static_cast<char>(there ^ input.byte()); break;
        case 1: flight.resize(at % flight.size()); break;
        case 2: flight.insert(at % flight.size(), input.bytes(input.byte())); break;
        case 3: flight += flight.substr(at % flight.size()); break;
    }
}

class Conversation {
public:
    explicit Conversation(Input& input) : input_(input) {
        int ends[2];
        require(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) == 0);
        ours_ = Fd(ends[0]);
        theirs_ = Fd(ends[1]);
        session_ = server().accept(ours_.number(), protocols);
        require(session_ != nullptr);
    }

    void run() {
        const std::uint8_t kind = input_.byte();
        TlsPeer peer({.host = kind & 1 ? "a.example" : "localhost",
                      .highest = kind & 2 ? TLS1_2_VERSION : TLS1_3_VERSION,
                      .protocol = kind & 4 ? "h2" : ""});
        for (int turn = 0; turn < 6 && alive_; ++turn) {
            std::string flight = peer.done() ? peer.seal("GET / HTTP/1.1\r\n\r\n") : peer.next();
            if (kind & 8 && turn == 0) flight = input_.bytes(600);  // made up from the first byte on
            for (int i = input_.byte() % 4; i > 0; --i) bend(flight, input_);
            deliver(flight);
            peer.take(received());
        }
        theirs_.reset();
        if (alive_) go_on();
    }

private:
    static constexpr std::string_view protocols[] = {"h2", "http/1.1"};

    void deliver(std::string_view flight) {
        const std::size_t piece = 1 + input_.byte() * 8u;
        for (std::size_t at = 0; at < flight.size() && alive_; at += piece) {
            const std::string_view part = flight.substr(at, piece);
            if (::send(theirs_.number(), part.data(), part.size(), MSG_NOSIGNAL) < 0) return;
            go_on();
        }
    }
    void go_on() {
        if (!done_) {
            const Step step = session_->handshake();
            if (step == Step::failed) require(!session_->failure().empty());
            alive_ = step != Step::failed;
            done_ = step == Step::done;
            if (!done_) return;
        }
        char text[512];
        for (;;) {
            const ssize_t n = session_->receive(text, sizeof text);
            if (n > 0) {
                require(static_cast<std::size_t>(n) <= sizeof text);
                (void)session_->send({text, static_cast<std::size_t>(n)});
                continue;
            }
            alive_ = n < 0 && errno == EAGAIN;
            break;
        }
        if (!alive_) require(session_->send("late") < 1 || session_->failure().empty());
    }
    std::string received() {
        std::string bytes(64 * 1024, '\0');
        const ssize_t n = ::recv(theirs_.number(), bytes.data(), bytes.size(), 0);
        bytes.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
        return bytes;
    }

    Input& input_;
    Fd ours_, theirs_;
    std::unique_ptr<TlsSession> session_;
    bool alive_ = true;
    bool done_ = false;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Input input(data, size);
    Conversation(input).run();
    return 0;
}
