// Signals while everything runs: every system call may be interrupted, and nothing of it is ever seen.
#include <atomic>
#include <csignal>
#include <string>
#include <thread>

#include <dirent.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "kaon/coro/group.hpp"
#include "kaon/coro/interval.hpp"
#include "kaon/coro/on_core.hpp"
#include "kaon/runtime/file_stream.hpp"
#include "kaon/runtime/folder.hpp"
#include "kaon/runtime/process.hpp"
#include "kaon/runtime/resolver.hpp"
#include "kaon/runtime/runtime.hpp"
#include "kaon/runtime/tcp.hpp"
#include "kaon/runtime/udp.hpp"
#include "kaon/runtime/unix.hpp"

using namespace kaon;
using namespace kaon::runtime;

namespace {

std::atomic<std::uint64_t> signals_taken = 0;

// Sends SIGUSR1 to every thread of this process, over and over; the handler does not restart system calls.
class Storm {
public:
    Storm() {
        struct sigaction action{};
        action.sa_handler = [](int) { ++signals_taken; };
        ::sigaction(SIGUSR1, &action, &before_);
        thread_ = std::thread([this] {
            while (!over_) blow();
        });
    }
    ~Storm() {
        over_ = true;
        thread_.join();
        ::sigaction(SIGUSR1, &before_, nullptr);
    }

private:
    static void blow() {
        DIR* threads = ::opendir("/proc/self/task");
        while (const dirent* thread = threads ? ::readdir(threads) : nullptr) {
            const long number = std::strtol(thread->d_name, nullptr, 10);
            if (number > 0 && number != ::gettid()) ::syscall(SYS_tgkill, ::getpid(), number, SIGUSR1);
        }
        if (threads) ::closedir(threads);
        const timespec moment{.tv_sec = 0, .tv_nsec = 50'000};
        ::nanosleep(&moment, nullptr);
    }

    struct sigaction before_{};
    std::atomic<bool> over_ = false;
    std::thread thread_;
};

std::string text(std::size_t size) {
    std::string all;
    while (all.size() < size) all += std::to_string(all.size()) + "\n";
    all.resize(size);
    return all;
}

Task<void> talk_over_tcp() {
    TcpListener listener = co_await TcpListener::bind(co_await SocketAddress::parse("127.0.0.1", 0));
    auto echoes = [&]() -> Task<void> {
        TcpStream peer = co_await listener.accept();
        co_await copy(peer, peer);
        peer.shutdown_write();
    };
    auto asks = [&]() -> Task<void> {
        auto [reader, writer] = std::move(co_await TcpStream::connect(listener.address())).split();
        auto writes = [](WriteHalf to) -> Task<void> { co_await to.write_all(text(2'000'000)); };
        auto [wrote, answer] = co_await when_all(writes(std::move(writer)), read_to_end(reader, 3'000'000));
        EXPECT_EQ(answer, text(2'000'000));
    };
    co_await when_all(echoes(), asks());
}

Task<void> send_datagrams() {
    UdpSocket to = co_await UdpSocket::bind(co_await SocketAddress::parse("127.0.0.1", 0));
    UdpSocket from = co_await UdpSocket::connect(to.address());
    DatagramBatch batch(8);
    for (int i = 0; i < 200; ++i) {
        co_await from.send(std::to_string(i));
        EXPECT_EQ((co_await to.receive_many(batch))[0].bytes, std::to_string(i));
    }
}

Task<void> hand_over_descriptors() {
    auto [near, far] = co_await UnixStream::pair();
    for (int i = 0; i < 100; ++i) {
        auto [reader, writer] = co_await pipe();
        std::vector<Fd> one;
        one.emplace_back(::dup(writer.fd()));
        co_await near.write_with("x", std::move(one));
        char byte;
        WithDescriptors got = co_await far.read_with(&byte, 1);
        PipeWriter other(std::move(got.descriptors.at(0)));
        co_await other.write_all("y");
        EXPECT_EQ(co_await reader.read(&byte, 1), 1u);
    }
}

Task<void> use_files(std::string path) {
    const std::string content = text(300'000);
    Folder folder = co_await Folder::open(path);
    for (int i = 0; i < 5; ++i) {
        co_await folder.make_folders("a/b");
        co_await folder.write("a/b/file", content);
        co_await folder.copy("a", "c");
        FileReader input(co_await File::open(path + "/c/b/file"));
        FileWriter output(co_await File::open(path + "/out", OpenFor::writing));
        co_await copy(input, output);
        EXPECT_EQ(co_await read_file(path + "/out", 1'000'000), content);
        co_await folder.remove_tree("c");
    }
}

Task<void> run_children() {
    for (int i = 0; i < 5; ++i) {
        const RunOutcome outcome = co_await run({.program = "cat"}, text(200'000));
        EXPECT_TRUE(outcome.status.ok()) << outcome.status.text() << outcome.errors;
        EXPECT_EQ(outcome.output, text(200'000));
    }
}

Task<void> keep_time() {
    Interval ticks(2ms);
    Core& core = *(co_await current_context()).core;
    const Instant begin = core.now();
    for (int i = 0; i <= 50; ++i) co_await ticks.tick();  // the first one does not wait
    EXPECT_GE(core.exact_now() - begin, 100ms) << "a tick came early";
    EXPECT_FALSE((co_await resolve("localhost", 80)).empty());
}

}  // namespace

TEST(signal_storm, interrupts_everything_and_is_seen_by_nothing) {
    std::string path = "/tmp/kaon_storm_XXXXXX";
    ASSERT_NE(::mkdtemp(path.data()), nullptr);
    std::uint64_t taken = 0;
    {
        const Storm storm;
        Runtime runtime({.cores = 2});
        auto program = [&]() -> Task<void> {
            co_await when_all(talk_over_tcp(), on_core(1, talk_over_tcp()), send_datagrams(),
                              on_core(1, hand_over_descriptors()), use_files(path), run_children(),
                              on_core(1, keep_time()));
        };
        const Result<> ran = runtime.run(program());
        EXPECT_TRUE(ran.has_value()) << ran.error().describe_all();
        taken = signals_taken;
    }
    EXPECT_GT(taken, 500u) << "that was no storm";
    EXPECT_EQ(std::system(("rm -rf " + path).c_str()), 0);
}
