// The command line, and the real program: it starts on a free port, answers, and ends on SIGTERM with status 0.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "server/options.hpp"
#include "tests/site.hpp"

namespace consultant {
namespace {

ParsedOptions parse(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "consultant");
    std::vector<char*> pointers;
    for (std::string& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    return parse_options(static_cast<int>(arguments.size()), pointers.data());
}

TEST(options, are_read) {
    const auto parsed = parse({"--port", "0", "--host=::1", "--database", "x.db", "--log-json"});
    ASSERT_TRUE(parsed.options);
    EXPECT_EQ(parsed.options->port, 0);
    EXPECT_EQ(parsed.options->host, "::1");
    EXPECT_EQ(parsed.options->database, "x.db");
    EXPECT_TRUE(parsed.options->log_json);
    EXPECT_EQ(parse({}).options->port, 3000);
}

TEST(options, that_are_wrong_end_with_status_2_and_a_reason) {
    for (const std::vector<std::string>& wrong : std::vector<std::vector<std::string>>{{"--port", "abc"},
                                                                                       {"--port", "70000"},
                                                                                       {"--port", "-1"},
                                                                                       {"--port", ""},
                                                                                       {"--port", "80x"},
                                                                                       {"--port", "3.5"},
                                                                                       {"--port"},
                                                                                       {"--host"},
                                                                                       {"--unknown"},
                                                                                       {"stray"},
                                                                                       {"--log-json=maybe"}}) {
        testing::internal::CaptureStderr();
        const auto parsed = parse(wrong);
        const std::string said = testing::internal::GetCapturedStderr();
        EXPECT_FALSE(parsed.options) << wrong.front() << (wrong.size() > 1 ? wrong[1] : "");
        EXPECT_EQ(parsed.exit_code, 2);
        EXPECT_FALSE(said.empty());
    }
}

TEST(options, come_from_the_environment_and_the_command_line_goes_first) {
    ::setenv("KAON_PORT", "4001", 1);
    ::setenv("KAON_LOG_JSON", "true", 1);
    EXPECT_EQ(parse({}).options->port, 4001);
    EXPECT_TRUE(parse({}).options->log_json);
    EXPECT_EQ(parse({"--port", "4002"}).options->port, 4002);
    ::setenv("KAON_PORT", "many", 1);
    EXPECT_EQ(parse({}).exit_code, 2);
    ::unsetenv("KAON_PORT");
    ::unsetenv("KAON_LOG_JSON");
}

TEST(options, help_ends_with_status_0) {
    testing::internal::CaptureStdout();
    const auto parsed = parse({"--help"});
    EXPECT_TRUE(contains(testing::internal::GetCapturedStdout(), "--database"));
    EXPECT_FALSE(parsed.options);
    EXPECT_EQ(parsed.exit_code, 0);
}

// The program as a child process, with what it prints. Killed at the end if need be.
class Program {
public:
    explicit Program(std::vector<std::string> arguments) {
        int ends[2];
        EXPECT_EQ(::pipe(ends), 0);
        arguments.insert(arguments.begin(), CONSULTANT_PROGRAM);
        std::vector<char*> pointers;
        for (std::string& argument : arguments) pointers.push_back(argument.data());
        pointers.push_back(nullptr);
        pid_ = ::fork();
        if (pid_ == 0) {
            ::dup2(ends[1], STDOUT_FILENO);
            ::dup2(ends[1], STDERR_FILENO);
            ::execv(pointers[0], pointers.data());
            ::_exit(127);
        }
        ::close(ends[1]);
        output_ = ::fdopen(ends[0], "r");
    }
    ~Program() {
        if (pid_ > 0) {
            ::kill(pid_, SIGKILL);
            ::waitpid(pid_, nullptr, 0);
        }
        std::fclose(output_);
    }

    // Reads on until a line holds `part`; gives what follows it on that line.
    std::string wait_for(std::string_view part) {
        char line[1024];
        while (std::fgets(line, sizeof line, output_)) {
            const std::string text(line);
            if (const auto at = text.find(part); at != text.npos)
                return text.substr(at + part.size(), text.find('\n') - at - part.size());
        }
        return "";
    }
    // The exit status; -1 when a second was not enough.
    int wait() {
        for (int i = 0; i < 200; ++i) {
            int status = 0;
            if (::waitpid(pid_, &status, WNOHANG) == pid_) {
                pid_ = 0;
                return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        return -1;
    }
    void signal(int number) { ::kill(pid_, number); }

private:
    pid_t pid_ = 0;
    std::FILE* output_ = nullptr;
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
