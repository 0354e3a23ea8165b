// Unix sockets: echo, names, who the peer is, files left over.
#include <string>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kaon/coro/group.hpp"
#include "kaon/runtime/runtime.hpp"
#include "kaon/runtime/tcp.hpp"
#include "kaon/runtime/unix.hpp"

using namespace kaon;
using namespace kaon::runtime;

namespace {

std::string own_path(const char* name) { return "/tmp/kaon_unix_" + std::to_string(::getpid()) + name; }

bool exists(const std::string& path) {
    struct stat about;
    return ::lstat(path.c_str(), &about) == 0;
}

Task<void> shout_back(UnixListener& listener) {
    UnixStream peer = co_await listener.accept();
    const PeerProcess who = co_await peer.peer_process();
    EXPECT_EQ(who.process, ::getpid());
    EXPECT_EQ(who.user, ::getuid());
    EXPECT_EQ(who.group, ::getgid());
    LineReader lines(peer);
    while (auto line = co_await lines.next()) co_await peer.write_all(*line + "!\n");
}

Task<std::string> ask(std::string path) {
    UnixStream stream = co_await UnixStream::connect(path);
    co_await stream.write_all("one\ntwo\r\nthree");
    stream.shutdown_write();
    co_return co_await read_to_end(stream, 1000);
}

Task<std::string> meet(std::string path) {
    UnixListener listener = co_await UnixListener::bind(path);
    EXPECT_EQ(listener.address().text(), "unix:" + path);
    auto [served, answer] = co_await when_all(shout_back(listener), ask(path));
    co_return answer;
}

}  // namespace

TEST(unix_socket, says_who_the_peer_is) {
    EXPECT_EQ(Runtime({.cores = 1}).run(meet(own_path(".sock"))).value(), "one!\ntwo!\nthree!\n");
    EXPECT_FALSE(exists(own_path(".sock"))) << "the listener removes its file";
}

TEST(unix_socket, may_be_a_name_without_a_file) {
    const std::string name = "@kaon_test_" + std::to_string(::getpid());
    EXPECT_EQ(Runtime({.cores = 1}).run(meet(name)).value(), "one!\ntwo!\nthree!\n");
}

TEST(unix_socket, replaces_a_dead_listener_and_spares_a_live_one) {
    const std::string path = own_path(".dead");
    {
        Fd dead = listen_on(SocketAddress::unix_path(path).value(), PortUse::exclusive).value();
    }
    ASSERT_TRUE(exists(path));
    Result<UnixListener> first = UnixListener::bind(path);
    ASSERT_TRUE(first);
    EXPECT_TRUE(UnixListener::bind(path).error().is(Errc::conflict));
}

TEST(unix_socket, leaves_the_file_of_who_came_after_it) {
    const std::string path = own_path(".next");
    std::optional<UnixListener> old(UnixListener::bind(path).value());
    ::unlink(path.c_str());
    Result<UnixListener> next = UnixListener::bind(path);
    ASSERT_TRUE(next);
    old.reset();
    EXPECT_TRUE(exists(path));
}

TEST(unix_socket, may_be_asked_as_whatever_the_address_says) {
    const std::string path = own_path(".any");
    auto program = [&]() -> Task<bool> {
        UnixListener listener = co_await UnixListener::bind(path);
        TcpStream stream = co_await TcpStream::connect(listener.address());
        co_return stream.peer_address() == listener.address();
    };
    EXPECT_TRUE(Runtime({.cores = 1}).run(program()).value());
}

TEST(unix_socket, where_nobody_listens_is_unavailable) {
    const Result<UnixStream> stream = Runtime({.cores = 1}).run(UnixStream::connect("/nodir/x.sock"));
    EXPECT_TRUE(stream.error().is(Errc::unavailable));
    EXPECT_EQ(stream.error().detail(), "unix:/nodir/x.sock: No such file or directory");
}

TEST(unix_socket, comes_in_pairs) {
    auto program = []() -> Task<std::string> {
        auto [ours, theirs] = co_await UnixStream::pair();
        co_await ours.write_all("between us");
        ours.shutdown_write();
        co_return co_await read_to_end(theirs, 100);
    };
    EXPECT_EQ(Runtime({.cores = 1}).run(program()).value(), "between us");
}
