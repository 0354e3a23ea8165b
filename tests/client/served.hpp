// Servers for the tests of the client: ours on two cores, and one that sends exactly the bytes it is told to.
//
//   with_server(handler, [](std::string base) -> Task<void> { ... });         // "http://127.0.0.1:PORT"
//   with_raw_server(speak, [](std::string base) -> Task<void> { ... });       // speak: Task<void>(TcpStream)
//
// Threads: the test's own is core 0.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "kaon/client/client.hpp"
#include "kaon/coro/group.hpp"
#include "kaon/coro/scope.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/transport/server.hpp"

namespace kaon::inline v0::client::testing {

using Script = std::function<Task<void>(std::string base)>;
using Speak = std::function<Task<void>(runtime::TcpStream)>;

inline std::string base_of(const runtime::SocketAddress& address) {
    return "http://127.0.0.1:" + std::to_string(address.port());
}

// Serves the handler while the script runs; that either fails is a failure of the test.
template <class S>
void with_server(const S& handler, Script script, transport::ServerOptions options = {}) {
    runtime::Runtime runtime({.cores = 2});
    auto program = [&]() -> Task<void> {
        auto server = co_await transport::Server::bind(runtime::SocketAddress::parse("127.0.0.1", 0).value(), options);
        auto act = [&]() -> Task<void> {
            Result<> ended = co_await attempt(script(base_of(server.address())));
            server.stop();
            co_await std::move(ended);
        };
        co_await when_all(server.serve(runtime, handler), act());
    };
    Result<> ended = runtime.run(program());
    EXPECT_TRUE(ended.has_value()) << ended.error().describe_all();
}

// Accepts connections one after the other and lets `speak` have each; until the script ends.
inline Task<void> accept_all(runtime::TcpListener& listener, Speak& speak) {
    co_await scope([&](Scope& scope) -> Task<void> {
        for (;;)
            scope.spawn([](runtime::TcpStream peer, Speak& speaks) -> Task<void> {
                Result<> ignored = co_await attempt(speaks(std::move(peer)));
            }(co_await listener.accept(), speak));
    });
}

inline void with_raw_server(Speak speak, Script script) {
    runtime::Runtime runtime({.cores = 1});
    auto program = [&]() -> Task<void> {
        auto listener = co_await runtime::TcpListener::bind(runtime::SocketAddress::parse("127.0.0.1", 0).value());
        co_await first_of(script(base_of(listener.address())), accept_all(listener, speak));
    };
    Result<> ended = runtime.run(program());
    EXPECT_TRUE(ended.has_value()) << ended.error().describe_all();
}

// Reads to the empty line of a head (and what came with it).
inline Task<std::string> read_head(runtime::TcpStream& peer) {
    std::string head;
    char room[4096];
    while (head.find("\r\n\r\n") == std::string::npos) {
        const std::size_t count = co_await peer.read(room, sizeof room);
        if (count == 0) break;
        head.append(room, count);
    }
    co_return head;
}

// Answers every connection with the same bytes, and closes it.
inline Speak says(std::string bytes) {
    return [bytes](runtime::TcpStream peer) -> Task<void> {
        co_await read_head(peer);
        co_await peer.write_all(bytes);
    };
}

template <class T>
std::string kind_of(const Result<T>& outcome) {
    return outcome ? "value" : std::string(outcome.error().name());
}

}  // namespace kaon::inline v0::client::testing
