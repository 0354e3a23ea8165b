// Origin: a server for the time of a test, and RawPeer: a client that sends exactly the bytes it is given.
//
//   const Origin origin;
//   EXPECT_EQ(origin.statuses("GET / HTTP/1.1\r\n\r\n"), "400");
//   const auto replies = origin.ask("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
//
// Peers block, each for ten seconds at most, so that a server that says nothing is a failed test and no hang.
// Threads: the server has one of its own.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kaon/base/fd.hpp"
#include "kaon/transport/server.hpp"

namespace kaon::inline v0::conformance {

struct Reply {
    int status = 0;
    std::string head;      // in lower case: the status line and the fields, each with its line end
    std::string content;   // without its framing
    std::string trailers;  // as the head

    bool has(std::string_view line) const { return head.find("\r\n" + std::string(line) + "\r\n") != head.npos; }
    bool names(std::string_view field) const { return head.find("\r\n" + std::string(field) + ":") != head.npos; }
};

// What came back, taken apart. A response to HEAD, which has a length and no content, must be the last.
std::vector<Reply> read_replies(std::string_view bytes);

class RawPeer {
public:
    explicit RawPeer(Fd fd) : fd_(std::move(fd)) {}
    void send(std::string_view bytes);
    // Closes our side: there is nothing more to come.
    void finish();
    // All until the server closes.
    std::string rest();
    // All until that text has come, or the server closes.
    std::string until(std::string_view text);
    // As many bytes, or what came until the server closed.
    std::string take(std::size_t size);
    int fd() const { return fd_.number(); }

private:
    bool more();
    Fd fd_;
    std::string received_;
};

class Origin {
public:
    // The service of service.cpp.
    explicit Origin(transport::ServerOptions options = {});
    // The handler's target outlives it.
    explicit Origin(transport::Handler handler, transport::ServerOptions options = {});
    ~Origin();

    RawPeer connect() const;
    // Sends the bytes over a connection of its own, closes that side, and gives all that comes back.
    std::string talk(std::string_view bytes) const;
    // The final ones; interim ones may come ahead of any.
    std::vector<Reply> ask(std::string_view bytes) const;
    // Of the final ones: "200 400".
    std::string statuses(std::string_view bytes) const;
    void stop();

private:
    struct State;
    std::unique_ptr<State> state_;
};

// The paths that it knows: /hello; /echo, its content; /seen, what the handler sees of the request; /late, /hello after
// a while; /rows, a stream; /sums, a stream with trailers; /trailers, content,
// trailers and fields; /ignore, which reads no content; /status?N; /hints.
Task<http::Response> service(http::Request& request);

}  // namespace kaon::inline v0::conformance
