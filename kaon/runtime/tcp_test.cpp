// TCP and Unix sockets: echo, addresses that are taken, waits that are cancelled.
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

#include "kaon/coro/group.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/runtime/runtime.hpp"
#include "kaon/runtime/tcp.hpp"

using namespace kaon;
using namespace kaon::runtime;

namespace {

Task<void> echo_once(TcpListener& listener) {
    TcpStream peer = co_await listener.accept();
    char buffer[1024];
    while (std::size_t n = co_await peer.read(buffer, sizeof buffer)) co_await peer.write_all({buffer, n});
}

Task<std::string> talk(SocketAddress address, std::string text) {
    TcpStream stream = co_await TcpStream::connect(address);
    co_await stream.write_all(text);
    stream.shutdown_write();
    std::string got;
    char buffer[1024];
    while (std::size_t n = co_await stream.read(buffer, sizeof buffer)) got.append(buffer, n);
    co_return got;
}

Task<std::string> echo_over(SocketAddress address, std::size_t bytes) {
    TcpListener listener = co_await TcpListener::bind(address);
    auto [served, text] = co_await when_all(echo_once(listener), talk(listener.address(), std::string(bytes, 'x')));
    co_return text;
}

}  // namespace

TEST(tcp, echoes_over_tcp_and_unix_sockets) {
    Runtime runtime({.cores = 1});
    EXPECT_EQ(runtime.run(echo_over(SocketAddress::parse("127.0.0.1", 0).value(), 1'000'000)).value().size(),
              1'000'000u);
    Runtime second({.cores = 1});
    const std::string path = "/tmp/kaon_echo_" + std::to_string(getpid());
    EXPECT_EQ(second.run(echo_over(SocketAddress::unix_path(path).value(), 10)).value().size(), 10u);
    ::unlink(path.c_str());
}

TEST(tcp, a_taken_port_is_a_conflict) {
    TcpListener first = TcpListener::bind(SocketAddress::parse("127.0.0.1", 0).value()).value();
    const Result<TcpListener> second = TcpListener::bind(first.address());
    EXPECT_TRUE(second.error().is(Errc::conflict));
    EXPECT_EQ(second.error().text(), first.address().text() + " is taken: something listens there already");
}

TEST(tcp, a_cancelled_read_lets_the_descriptor_go) {
    Runtime runtime({.cores = 1});
    auto program = []() -> Task<bool> {
        TcpListener listener = co_await TcpListener::bind(SocketAddress::parse("127.0.0.1", 0).value());
        Result<TcpStream> late = co_await attempt(timeout(20ms, listener.accept()));
        auto [served, text] = co_await when_all(echo_once(listener), talk(listener.address(), "again"));
        co_return late.error().is(Errc::timeout) && text == "again";
    };
    EXPECT_TRUE(runtime.run(program()).value());
}
