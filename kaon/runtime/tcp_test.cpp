// TCP: echo, halves, several addresses, addresses that are taken, waits that are cancelled, no descriptors left.
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "kaon/coro/group.hpp"
#include "kaon/coro/scope.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/runtime/detail/connect_race.hpp"
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

TEST(tcp, echoes_a_million_bytes) {
    Runtime runtime({.cores = 1});
    EXPECT_EQ(runtime.run(echo_over(SocketAddress::parse("127.0.0.1", 0).value(), 1'000'000)).value().size(),
              1'000'000u);
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

namespace {

const SocketAddress any_port = SocketAddress::parse("127.0.0.1", 0).value();

// A port of ours on which nobody listens.
SocketAddress closed_port() { return TcpListener::bind(any_port)->address(); }

}  // namespace

TEST(tcp, halves_read_and_write_at_once_in_two_tasks) {
    auto hear = [](ReadHalf reader) -> Task<std::size_t> {
        co_return (co_await read_to_end(reader, 10'000'000)).size();
    };
    auto talk_much = [](WriteHalf writer) -> Task<void> {
        const std::string half(2'000'000, 'x');
        const std::string_view pieces[] = {half, "", "-", half};
        co_await writer.write_all(pieces);
    };  // the end of the half is the end of what the peer reads
    auto program = [&]() -> Task<std::size_t> {
        TcpListener listener = co_await TcpListener::bind(any_port);
        TcpStream stream = co_await TcpStream::connect(listener.address());
        auto [reader, writer] = std::move(stream).split();
        auto [served, heard, talked] =
            co_await when_all(echo_once(listener), hear(std::move(reader)), talk_much(std::move(writer)));
        co_return heard;
    };
    EXPECT_EQ(Runtime({.cores = 1}).run(program()).value(), 4'000'001u);
}

TEST(tcp, a_second_reader_is_refused_and_the_first_goes_on) {
    auto program = []() -> Task<std::string> {
        TcpListener listener = co_await TcpListener::bind(any_port);
        TcpStream ours = co_await TcpStream::connect(listener.address());
        TcpStream theirs = co_await listener.accept();
        char first[8], second[8];
        auto refused = [&]() -> Task<bool> {
            Result<std::size_t> read = co_await attempt(ours.read(second, sizeof second));
            co_await theirs.write_all("hello");
            co_return read.error().is(Errc::conflict);
        };
        auto [size, was_refused] = co_await when_all(ours.read(first, sizeof first), refused());
        EXPECT_TRUE(was_refused);
        co_return std::string(first, size);
    };
    EXPECT_EQ(Runtime({.cores = 1}).run(program()).value(), "hello");
}

TEST(tcp, connects_to_the_first_address_that_answers) {
    auto program = []() -> Task<SocketAddress> {
        TcpListener listener = co_await TcpListener::bind(any_port);
        TcpStream stream = co_await TcpStream::connect({closed_port(), closed_port(), listener.address()});
        EXPECT_EQ(stream.peer_address(), listener.address());
        co_return stream.peer_address();
    };
    EXPECT_TRUE(Runtime({.cores = 1}).run(program()));
}

// A listener whose queue is full answers nobody: SYNs to it are dropped.
TEST(tcp, does_not_wait_for_a_silent_address_when_another_answers) {
    auto program = []() -> Task<bool> {
        Fd silent = co_await listen_on(any_port, PortUse::exclusive, 0);
        const SocketAddress address = SocketAddress::local(silent.number());
        std::vector<TcpStream> fill;
        for (bool full = false; !full;) {
            Result<TcpStream> stream = co_await attempt(TcpStream::connect(address, {.timeout = 50ms}));
            full = !stream;
            if (stream) fill.push_back(std::move(stream).value());
            else EXPECT_TRUE(stream.error().is(Errc::timeout));
        }
        TcpListener listener = co_await TcpListener::bind(any_port);
        TcpStream stream = co_await TcpStream::connect({address, listener.address()}, {.next_after = 10ms});
        co_return stream.peer_address() == listener.address();
    };
    EXPECT_TRUE(Runtime({.cores = 1}).run(program()).value());
}

TEST(tcp, tells_what_each_address_said_when_none_answers) {
    const SocketAddress one = closed_port(), two = closed_port();
    const Result<TcpStream> stream = Runtime({.cores = 1}).run(TcpStream::connect({one, two}));
    EXPECT_TRUE(stream.error().is(Errc::unavailable));
    EXPECT_EQ(stream.error().detail(), one.text() + ": Connection refused; " + two.text() + ": Connection refused");
}

TEST(tcp, tries_families_in_turn) {
    const auto v4 = [](std::uint16_t port) { return SocketAddress::parse("127.0.0.1", port).value(); };
    const auto v6 = [](std::uint16_t port) { return SocketAddress::parse("::1", port).value(); };
    const std::vector<SocketAddress> mixed = kaon::runtime::detail::in_turns({v6(1), v6(2), v6(3), v4(4), v4(5)});
    const std::vector<SocketAddress> expected = {v6(1), v4(4), v6(2), v4(5), v6(3)};
    EXPECT_TRUE(mixed == expected);
    EXPECT_TRUE(kaon::runtime::detail::in_turns({}).empty());
}

TEST(tcp, options_reach_the_kernel) {
    auto program = []() -> Task<void> {
        TcpListener listener = co_await TcpListener::bind(any_port, {.nodelay = false});
        TcpStream stream = co_await TcpStream::connect(
            listener.address(),
            {.tcp = {.keep_alive = KeepAlive{.idle = 7s, .between = 3s, .probes = 2}, .unacknowledged = 1500ms}});
        TcpStream peer = co_await listener.accept();
        const auto option = [](const TcpStream& of, int level, int name) {
            int value = -1;
            socklen_t size = sizeof value;
            ::getsockopt(of.fd(), level, name, &value, &size);
            return value;
        };
        EXPECT_NE(option(stream, IPPROTO_TCP, TCP_NODELAY), 0);
        EXPECT_EQ(option(peer, IPPROTO_TCP, TCP_NODELAY), 0);
        EXPECT_NE(option(stream, SOL_SOCKET, SO_KEEPALIVE), 0);
        EXPECT_EQ(option(peer, SOL_SOCKET, SO_KEEPALIVE), 0);
        EXPECT_EQ(option(stream, IPPROTO_TCP, TCP_KEEPIDLE), 7);
        EXPECT_EQ(option(stream, IPPROTO_TCP, TCP_KEEPINTVL), 3);
        EXPECT_EQ(option(stream, IPPROTO_TCP, TCP_KEEPCNT), 2);
        EXPECT_EQ(option(stream, IPPROTO_TCP, TCP_USER_TIMEOUT), 1500);
    };
    EXPECT_TRUE(Runtime({.cores = 1}).run(program()));
}

TEST(tcp, a_reset_is_an_error_and_an_end_is_not) {
    auto program = []() -> Task<void> {
        TcpListener listener = co_await TcpListener::bind(any_port);
        char byte;
        {
            TcpStream ours = co_await TcpStream::connect(listener.address());
            {
                TcpStream theirs = co_await listener.accept();
            }
            EXPECT_EQ(co_await ours.read(&byte, 1), 0u);
        }
        TcpStream ours = co_await TcpStream::connect(listener.address());
        {
            TcpStream theirs = co_await listener.accept();
            theirs.reset_at_end();
        }
        EXPECT_TRUE((co_await attempt(ours.read(&byte, 1))).error().is(Errc::unavailable));
        EXPECT_TRUE((co_await attempt(ours.write_all("x"))).error().is(Errc::unavailable));
    };
    EXPECT_TRUE(Runtime({.cores = 1}).run(program()));
}

TEST(tcp, accepting_goes_on_when_there_are_descriptors_again) {
#if __has_feature(undefined_behavior_sanitizer) || __has_feature(address_sanitizer)
    GTEST_SKIP() << "the sanitizer itself needs descriptors to look at memory";
#endif
    auto program = []() -> Task<bool> {
        TcpListener listener = co_await TcpListener::bind(any_port);
        TcpStream ours = co_await TcpStream::connect(listener.address());
        rlimit before{};
        ::getrlimit(RLIMIT_NOFILE, &before);
        const rlimit none{.rlim_cur = 3, .rlim_max = before.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &none);
        Result<TcpStream> early = co_await attempt(timeout(30ms, listener.accept()));
        ::setrlimit(RLIMIT_NOFILE, &before);
        TcpStream late = co_await listener.accept();
        co_return early.error().is(Errc::timeout) && late.peer_address() == ours.local_address();
    };
    EXPECT_TRUE(Runtime({.cores = 1}).run(program()).value());
}

TEST(tcp, a_busy_peer_leaves_turns_to_others) {
    auto program = []() -> Task<bool> {
        TcpListener listener = co_await TcpListener::bind(any_port);
        TcpStream ours = co_await TcpStream::connect(listener.address());
        TcpStream theirs = co_await listener.accept();
        co_await ours.write_all(std::string(100'000, 'x'));
        co_await sleep(10ms);  // all of it has arrived
        bool other_ran = false, ran_before_the_end = false;
        auto busy = [&]() -> Task<void> {
            char byte;
            for (int i = 0; i < 1000; ++i) co_await theirs.read(&byte, 1);
            ran_before_the_end = other_ran;
        };
        auto other = [&]() -> Task<void> {
            co_await yield();
            other_ran = true;
        };
        co_await when_all(busy(), other());
        co_return ran_before_the_end;
    };
    EXPECT_TRUE(Runtime({.cores = 1}).run(program()).value());
}

TEST(tcp, a_stream_may_outlive_its_runtime) {
    std::optional<TcpListener> listener;
    std::optional<TcpStream> stream;
    {
        Runtime runtime({.cores = 1});
        auto program = [&]() -> Task<void> {
            listener.emplace(co_await TcpListener::bind(any_port));
            stream.emplace(co_await TcpStream::connect(listener->address()));
            char byte;
            EXPECT_TRUE((co_await attempt(timeout(1ms, stream->read(&byte, 1)))).error().is(Errc::timeout));
            EXPECT_TRUE(co_await attempt(listener->accept()));
            EXPECT_TRUE((co_await attempt(timeout(1ms, listener->accept()))).error().is(Errc::timeout));
        };
        EXPECT_TRUE(runtime.run(program()));
    }
    auto elsewhere = [&]() -> Task<std::size_t> {
        char byte;
        co_return co_await stream->read(&byte, 1);  // the peer has closed: that needs no wait
    };
    EXPECT_EQ(Runtime({.cores = 1}).run(elsewhere()).value(), 0u);
}
