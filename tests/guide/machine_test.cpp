// What docs/guide/machine.md shows: sockets, names, files, other programs, long work.
#include <gtest/gtest.h>
#include <stdlib.h>

#include "kaon/coro/group.hpp"
#include "kaon/runtime/folder.hpp"
#include "kaon/runtime/process.hpp"
#include "kaon/runtime/runtime.hpp"
#include "kaon/runtime/tcp.hpp"
#include "kaon/runtime/udp.hpp"
#include "kaon/runtime/unix.hpp"

using namespace kaon;
using namespace kaon::runtime;

namespace {

// snippet: connect
Task<std::string> ask(std::string host, std::uint16_t port, std::string question) {
    TcpStream peer = co_await TcpStream::connect(host, port, {.timeout = 5s});
    co_await peer.write_all(question);
    peer.shutdown_write();  // the peer reads to its end
    co_return co_await read_to_end(peer, 64 * 1024);
}
// end

Task<void> answer_once(TcpListener& listener) {
    TcpStream peer = co_await listener.accept();
    const std::string question = co_await read_to_end(peer, 1000);
    co_await peer.write_all("you said " + question);
}

// snippet: halves
Task<std::uint64_t> relay(TcpStream one, UnixStream other) {
    auto [from_one, to_one] = std::move(one).split();
    auto [from_other, to_other] = std::move(other).split();
    auto pass = [](ReadHalf from, WriteHalf to) -> Task<std::uint64_t> { co_return co_await copy(from, to); };
    auto [there, back] = co_await when_all(pass(std::move(from_one), std::move(to_other)),
                                           pass(std::move(from_other), std::move(to_one)));
    co_return there + back;
}
// end

// snippet: folder
Task<std::string> store(const Folder& uploads, std::string name, std::string content) {
    co_await uploads.make_folders("2026");
    co_await uploads.write("2026/" + name, content);  // "../x" is Errc::forbidden, however it is spelled
    std::string names;
    for (const FolderEntry& entry : co_await uploads.list("2026")) names += entry.name + " ";
    co_return names;
}
// end

// snippet: run
Task<std::string> sorted(std::string lines) {
    const RunOutcome outcome = co_await timeout(5s, run({.program = "sort", .arguments = {"-r"}}, lines));
    if (!outcome.status.ok())
        co_return Error(Errc::internal).with_detail(outcome.status.text() + ": " + outcome.errors);
    co_return outcome.output;
}
// end

// snippet: child
Task<int> count_lines(std::string script) {
    Child child = co_await Child::spawn({.program = "sh", .arguments = {"-c", script}, .output = ChildStream::pipe});
    LineReader lines(child.output());
    int count = 0;
    while (co_await lines.next()) ++count;
    co_await child.wait();
    co_return count;
}
// end

}  // namespace

TEST(machine, asks_over_tcp) {
    auto program = []() -> Task<std::string> {
        TcpListener listener = co_await TcpListener::bind(co_await SocketAddress::parse("127.0.0.1", 0));
        auto [answered, answer] =
            co_await when_all(answer_once(listener), ask("127.0.0.1", listener.address().port(), "hello"));
        co_return answer;
    };
    EXPECT_EQ(Runtime({.cores = 1}).run(program()).value(), "you said hello");
}

TEST(machine, relays_both_ways) {
    auto program = []() -> Task<std::uint64_t> {
        TcpListener listener = co_await TcpListener::bind(co_await SocketAddress::parse("127.0.0.1", 0));
        TcpStream near = co_await TcpStream::connect(listener.address());
        TcpStream far = co_await listener.accept();
        auto [ours, theirs] = co_await UnixStream::pair();
        auto talk = [](TcpStream caller, UnixStream called) -> Task<void> {
            co_await caller.write_all("ping");
            caller.shutdown_write();
            EXPECT_EQ(co_await read_to_end(called, 10), "ping");
            co_await called.write_all("answer");
            called.shutdown_write();
            EXPECT_EQ(co_await read_to_end(caller, 10), "answer");
        };
        auto [bytes, talked] =
            co_await when_all(relay(std::move(far), std::move(ours)), talk(std::move(near), std::move(theirs)));
        co_return bytes;
    };
    EXPECT_EQ(Runtime({.cores = 1}).run(program()).value(), 10u);
}

TEST(machine, stores_files_in_a_folder) {
    std::string path = "/tmp/kaon_guide_XXXXXX";
    ASSERT_NE(::mkdtemp(path.data()), nullptr);
    auto program = [&]() -> Task<std::string> {
        const Folder uploads = co_await Folder::open(path);
        EXPECT_TRUE((co_await attempt(store(uploads, "../../x", "bad"))).error().is(Errc::forbidden));
        co_return co_await store(uploads, "a.txt", "content");
    };
    EXPECT_EQ(Runtime({.cores = 1}).run(program()).value(), "a.txt ");
    EXPECT_EQ(std::system(("rm -r " + path).c_str()), 0);
}

TEST(machine, runs_other_programs) {
    EXPECT_EQ(Runtime({.cores = 1}).run(sorted("a\nc\nb\n")).value(), "c\nb\na\n");
    EXPECT_EQ(Runtime({.cores = 1}).run(count_lines("echo one; echo two")).value(), 2);
}
