// serve_while(): a server on two cores for the time of a test's script.
#pragma once

#include <utility>

#include "kaon/coro/group.hpp"
#include "kaon/transport/server.hpp"
#include "kaon/transport/test_client/raw_client.hpp"

namespace kaon::inline v0::transport::test_client {

// `script(server, address)` is a Task<void>; the server is stopped when it ends.
template <class S, class F>
Result<> serve_while(const S& service, ServerOptions options, F script) {
    runtime::Runtime runtime({.cores = 2});
    auto program = [&]() -> Task<void> {
        Server server = co_await Server::bind(runtime::SocketAddress::parse("127.0.0.1", 0).value(), options);
        auto act = [&]() -> Task<void> {
            Result<> ended = co_await attempt(script(server, server.address()));
            server.stop();
            co_await std::move(ended);
        };
        co_await when_all(server.serve(runtime, service), act());
    };
    return runtime.run(program());
}

}  // namespace kaon::inline v0::transport::test_client
