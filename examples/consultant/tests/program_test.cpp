// The real program: its command line; it starts on a free port, answers, and ends on SIGTERM with status 0.
#include <csignal>
#include <cstdlib>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "kaon/program/testing/child.hpp"
#include "tests/site.hpp"

namespace consultant {
namespace {

class Program : public kaon::program::testing::Child {
public:
    explicit Program(std::vector<std::string> arguments) : Child(with_program(std::move(arguments))) {}

private:
    static std::vector<std::string> with_program(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), CONSULTANT_PROGRAM);
        return arguments;
    }
};

class RealProgram : public testing::Test {
protected:
    RealProgram() {
        char name[] = "/tmp/consultant_test_XXXXXX";
        EXPECT_NE(::mkdtemp(name), nullptr);
        folder_ = name;
    }
    ~RealProgram() override {
        for (const char* file : {"/x.db", "/x.db-wal", "/x.db-shm"}) ::unlink((folder_ + file).c_str());
        ::rmdir(folder_.c_str());
    }

    std::string database() const { return folder_ + "/x.db"; }

    static std::string ask(const std::string& port, std::string_view request) {
        const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(std::atoi(port.c_str())));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        EXPECT_EQ(::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
        EXPECT_EQ(::send(fd, request.data(), request.size(), MSG_NOSIGNAL), static_cast<ssize_t>(request.size()));
        std::string answer;
        char buffer[4096];
        for (ssize_t n; (n = ::recv(fd, buffer, sizeof buffer, 0)) > 0;)
            answer.append(buffer, static_cast<std::size_t>(n));
        ::close(fd);
        return answer;
    }

private:
    std::string folder_;
};

TEST_F(RealProgram, refuses_wrong_settings_with_status_2_and_a_reason) {
    Program unknown({"--databse", database()});
    EXPECT_TRUE(contains(unknown.wait_for("consultant: "), "did you mean --database?"));
    EXPECT_EQ(unknown.wait(), 2);
    Program wrong({"--port", "70000"});
    EXPECT_TRUE(contains(wrong.wait_for("consultant: --port"), "must be"));
    EXPECT_EQ(wrong.wait(), 2);
    ::setenv("KAON_PORT", "many", 1);
    Program environment({});
    ::unsetenv("KAON_PORT");
    EXPECT_TRUE(contains(environment.wait_for("consultant: KAON_PORT"), "must be"));
    EXPECT_EQ(environment.wait(), 2);
    Program help({"--help"});
    EXPECT_TRUE(contains(help.wait_for("--database FILE"), "SQLite file"));
    EXPECT_EQ(help.wait(), 0);
}

TEST_F(RealProgram, answers_keeps_what_it_stored_and_ends_on_sigterm) {
    for (int run = 1; run <= 2; ++run) {
        Program program({"--port", "0", "--database", database()});
        const std::string port = program.wait_for("http://127.0.0.1:");
        ASSERT_NE(port, "");
        const std::string page = ask(port, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        EXPECT_TRUE(page.starts_with("HTTP/1.1 200 OK\r\n"));
        EXPECT_EQ(contains(page, "href=\"/c/1\""), run == 2);
        const std::string body = "form=basic&description=Payments+in+Node.js%2C+GC+pauses";
        const std::string sent = ask(port, "POST /consultations HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                                           "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
                                               std::to_string(body.size()) + "\r\n\r\n" + body);
        EXPECT_TRUE(contains(sent, "\r\nlocation: /c/" + std::to_string(run) + "\r\n")) << sent;
        program.signal(SIGTERM);
        EXPECT_EQ(program.wait(), 0);
    }
}

TEST_F(RealProgram, names_what_keeps_it_from_starting) {
    Program first({"--port", "0", "--database", database()});
    const std::string port = first.wait_for("http://127.0.0.1:");
    Program second({"--port", port, "--database", database()});
    EXPECT_TRUE(contains(second.wait_for("consultant: "), "is taken"));
    EXPECT_EQ(second.wait(), 1);
    Program third({"--port", "0", "--host", "nowhere", "--database", database()});
    EXPECT_TRUE(contains(third.wait_for("consultant: "), "'nowhere' is not an address"));
    EXPECT_EQ(third.wait(), 1);
    Program fourth({"--port", "0", "--database", "/proc/none/x.db"});
    EXPECT_TRUE(contains(fourth.wait_for("consultant: "), "/proc/none/x.db"));
    EXPECT_EQ(fourth.wait(), 1);
    first.signal(SIGINT);
    EXPECT_EQ(first.wait(), 0);
}

}  // namespace
}  // namespace consultant
