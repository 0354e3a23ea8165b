// serve_while(): a server on two cores for the time of a test's script.
//
//   expect_served(service, {.idle_timeout = 200ms}, [](Server&, runtime::SocketAddress address) -> Task<void> {
//       RawClient client = co_await RawClient::connect(address);
//       EXPECT_EQ(co_await client.rest(), "");
//   });
//
// Threads: the test's own is core 0.
#pragma once

#include <utility>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "kaon/coro/group.hpp"
#include "kaon/transport/server.hpp"
#include "kaon/transport/test_client/raw_client_test.hpp"

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

// The same; that the server or the script fails is a failure of the test.
template <class S, class F>
void expect_served(const S& service, ServerOptions options, F script) {
    Result<> ended = serve_while(service, options, script);
    EXPECT_TRUE(ended.has_value()) << ended.error().describe_all();
}

// A file without a name, of zeros.
inline Fd temporary_file(std::uint64_t size) {
    Fd fd(::open("/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
    EXPECT_EQ(::ftruncate(fd.number(), static_cast<off_t>(size)), 0);
    return fd;
}

}  // namespace kaon::inline v0::transport::test_client
