// A program that is replaced or stopped while it is asked: no request may be lost.
#include <algorithm>
#include <atomic>
#include <cctype>
#include <csignal>
#include <fstream>
#include <thread>

#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kaon/base/fd.hpp"
#include "kaon/program/testing/child.hpp"
#include "kaon/runtime/socket_address.hpp"

namespace kaon::inline v0 {
namespace {

using program::testing::Child;
using runtime::SocketAddress;

enum class Kept : std::uint8_t { yes, no };

struct Answer {
    bool complete = false;
    bool ends = false;  // the server closes behind it
    std::string body;
};

// One client, waiting for each of its answers.
class Client {
public:
    explicit Client(const SocketAddress& address) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        connected_ =
            ::connect(fd_.number(), static_cast<const sockaddr*>(address.system()), address.system_size()) == 0;
    }
    bool connected() const { return connected_; }

    void send(std::string_view path, Kept kept = Kept::yes) {
        const std::string request = "GET " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n" +
                                    (kept == Kept::yes ? "" : "Connection: close\r\n") + "\r\n";
        (void)::send(fd_.number(), request.data(), request.size(), MSG_NOSIGNAL);
    }
    Answer receive() {
        std::string text;
        Answer answer;
        char piece[4096];
        for (;;) {
            const std::size_t head = text.find("\r\n\r\n");
            if (head != text.npos) {
                const std::size_t field = text.find("content-length: ");
                if (field == text.npos) return answer;
                const std::size_t size = std::stoul(text.substr(field + 16));
                if (text.size() == head + 4 + size) {
                    answer = {true, text.find("connection: close") < head, text.substr(head + 4)};
                    return answer;
                }
            }
            const ssize_t n = ::recv(fd_.number(), piece, sizeof piece, 0);
            if (n <= 0) return answer;
            for (ssize_t i = 0; i < n; ++i) {
                text += static_cast<char>(std::tolower(static_cast<unsigned char>(piece[i])));
            }
        }
    }
    Answer ask(std::string_view path, Kept kept = Kept::yes) {
        send(path, kept);
        return receive();
    }

private:
    Fd fd_;
    bool connected_ = false;
};

// Clients that ask without a pause until they are told to stop; counts what went well and what did not.
class Load {
public:
    explicit Load(SocketAddress address) {
        for (const Kept kept : {Kept::yes, Kept::yes, Kept::no, Kept::no})
            threads_.emplace_back([this, address, kept] { ask(address, kept); });
    }
    ~Load() { stop(); }
    void stop() {
        stopped_ = true;
        for (std::thread& thread : threads_) thread.join();
        threads_.clear();
    }
    int answered() const { return answered_; }
    int failed() const { return failed_; }

private:
    void ask(const SocketAddress& address, Kept kept) {
        while (!stopped_) {
            Client client(address);
            if (!client.connected()) ++failed_;
            for (bool open = client.connected(); open && !stopped_;) {
                const Answer answer = client.ask("/", kept);
                answer.complete ? ++answered_ : ++failed_;
                open = answer.complete && !answer.ends;
            }
        }
    }

    std::atomic<bool> stopped_ = false;
    std::atomic<int> answered_ = 0, failed_ = 0;
    std::vector<std::thread> threads_;
};

SocketAddress address_of(Child& child) {
    const std::string port = child.wait_for("http://127.0.0.1:");
    return SocketAddress::parse("127.0.0.1", static_cast<std::uint16_t>(std::stoi("0" + port))).value();
}

void pause(int milliseconds) { ::usleep(static_cast<useconds_t>(milliseconds) * 1000); }

// The process that serves after `before`, when new connections reach it.
int successor_of(const std::string& before, const SocketAddress& address) {
    for (int i = 0; i < 500; ++i) {
        const Answer answer = Client(address).ask("/", Kept::no);
        if (answer.complete && answer.body != before) return std::stoi(answer.body);
        pause(10);
    }
    return 0;
}

int end(int pid) {
    ::kill(pid, SIGTERM);
    int status = -1;
    ::waitpid(pid, &status, 0);
    return status;
}

class restart : public ::testing::Test {
protected:
    // Successors become children of this process when their predecessor ends.
    void SetUp() override { ::prctl(PR_SET_CHILD_SUBREAPER, 1); }
    void TearDown() override { ::prctl(PR_SET_CHILD_SUBREAPER, 0); }
};

}  // namespace

TEST_F(restart, loses_no_request_under_load) {
    Child child({KAON_RESTARTING, "--port=0"});
    const SocketAddress address = address_of(child);
    const std::string first = Client(address).ask("/").body;
    Client busy(address);
    int second = 0, third = 0;
    {
        Load load(address);
        pause(100);
        busy.send("/slow");
        pause(50);
        child.signal(SIGUSR2);
        second = successor_of(first, address);
        EXPECT_EQ(busy.receive().body, first) << "what runs is finished by the one that began it";
        EXPECT_EQ(child.wait(), 0) << "the old one ends";
        ::kill(second, SIGUSR2);
        third = successor_of(std::to_string(second), address);
        EXPECT_EQ(::waitpid(second, nullptr, 0), second);
        pause(100);
        load.stop();
        EXPECT_EQ(load.failed(), 0);
        EXPECT_GT(load.answered(), 100);
    }
    EXPECT_GT(second, 0);
    EXPECT_GT(third, 0);
    EXPECT_EQ(end(third), 0);
}

// It gets a socket for each core, and all of them are one address.
TEST_F(restart, says_its_address_once) {
    Child child({KAON_RESTARTING, "--port=0"});
    const SocketAddress address = address_of(child);
    child.wait_for("listening address=127.0.0.1:");  // the log follows what it says of itself
    const std::string first = Client(address).ask("/").body;
    child.signal(SIGUSR2);
    const int second = successor_of(first, address);
    EXPECT_EQ(child.wait(), 0);
    EXPECT_EQ(end(second), 0);
    const std::string rest = child.rest();
    const auto count = [&](const std::string& part) {
        int found = 0;
        for (std::size_t at = rest.find(part); at != rest.npos; at = rest.find(part, at + 1)) ++found;
        return found;
    };
    EXPECT_EQ(count("restarting on http://127.0.0.1:"), 1) << rest;
    EXPECT_EQ(count("listening address=127.0.0.1:"), 1) << rest;
}

TEST_F(restart, a_background_task_that_is_to_run_alone_ends_here_before_it_begins_there) {
    const std::string journal = "/tmp/kaon_journal_" + std::to_string(::getpid());
    Child child({KAON_RESTARTING, "--port=0", "--journal=" + journal});
    const SocketAddress address = address_of(child);
    const std::string first = Client(address).ask("/").body;
    child.signal(SIGUSR2);
    const std::string second = std::to_string(successor_of(first, address));
    EXPECT_EQ(child.wait(), 0);
    const std::string expected = "begins " + first + "\nends " + first + "\nbegins " + second + "\n";
    std::string text;
    for (int i = 0; i < 200 && text != expected; ++i) {
        pause(10);
        std::ifstream file(journal);
        text.assign(std::istreambuf_iterator<char>(file), {});
    }
    EXPECT_EQ(text, expected);
    EXPECT_EQ(end(std::stoi(second)), 0);
    ::unlink(journal.c_str());
}

TEST_F(restart, serves_on_when_the_new_one_does_not_start) {
    const std::string file = "/tmp/kaon_broken_" + std::to_string(::getpid());
    Child child({KAON_RESTARTING, "--port=0", "--broken=" + file});
    const SocketAddress address = address_of(child);
    const std::string first = Client(address).ask("/").body;
    std::ofstream(file) << "x";
    child.signal(SIGUSR2);
    child.wait_for("cannot restart; serving on");
    for (int i = 0; i < 20; ++i) EXPECT_EQ(Client(address).ask("/", Kept::no).body, first);
    ::unlink(file.c_str());
    child.signal(SIGUSR2);
    const int second = successor_of(first, address);
    EXPECT_GT(second, 0) << "the next try may succeed";
    EXPECT_EQ(child.wait(), 0);
    EXPECT_EQ(end(second), 0);
}

TEST_F(restart, is_given_up_when_the_program_is_to_end_meanwhile) {
    const std::string file = "/tmp/kaon_hanging_" + std::to_string(::getpid());
    Child child({KAON_RESTARTING, "--port=0", "--hanging=" + file, "--log-level=info"});
    const SocketAddress address = address_of(child);
    std::ofstream(file) << "x";
    child.signal(SIGUSR2);
    child.wait_for("restarting");
    EXPECT_TRUE(Client(address).ask("/").complete) << "it serves on until the new one does";
    child.signal(SIGTERM);
    EXPECT_EQ(child.wait(), 0);
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1) << "the new one has ended too";
    ::unlink(file.c_str());
}

TEST_F(restart, asked_for_twice_lets_what_runs_finish) {
    Child child({KAON_RESTARTING, "--port=0", "--log-level=info"});
    const SocketAddress address = address_of(child);
    const std::string first = Client(address).ask("/").body;
    Client busy(address);
    busy.send("/patient");
    pause(50);
    child.signal(SIGUSR2);
    const int second = std::stoi("0" + child.wait_for("another process serves now pid="));
    child.signal(SIGUSR2);
    EXPECT_EQ(busy.receive().body, first);
    EXPECT_EQ(child.wait(), 0);
    EXPECT_EQ(end(second), 0);
}

TEST_F(restart, a_stop_under_load_answers_every_request_that_was_taken) {
    for (int round = 0; round < 3; ++round) {
        Child child({KAON_RESTARTING, "--port=0"});
        const SocketAddress address = address_of(child);
        std::vector<Client> busy;
        for (int i = 0; i < 20; ++i) busy.emplace_back(address);
        for (Client& client : busy) EXPECT_TRUE(client.ask("/").complete);
        for (Client& client : busy) client.send("/slow");
        pause(20);
        // Kept and idle: a request may cross with the stop.
        Client crossing(address);
        EXPECT_TRUE(crossing.ask("/").complete);
        child.signal(SIGTERM);
        pause(50);
        const Answer crossed = crossing.ask("/");
        EXPECT_TRUE(crossed.complete);
        EXPECT_TRUE(crossed.ends);
        for (Client& client : busy) EXPECT_TRUE(client.receive().complete);
        EXPECT_EQ(child.wait(), 0);
    }
}

}  // namespace kaon::inline v0
