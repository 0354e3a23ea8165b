// Child: a process for the time of a test, with what it prints. For tests of whole programs.
//
//   Child server([&] { return kaon::serve(argc, argv, start, {.name = "users"}); });
//   Child server({"./users", "--port", "0"});
//   std::string port = server.wait_for("http://127.0.0.1:");
//   server.signal(SIGTERM);
//   EXPECT_EQ(server.wait(), 0);
//
// Standard output and standard error come together, in order. It is killed at the end if need be, and sees nothing on
// standard input. Threads: forks, so make one while the test has a single thread.
#pragma once

#include <cstdio>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::program::testing {

class Child {
public:
    explicit Child(const std::function<int()>& body);
    explicit Child(std::vector<std::string> command);
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child();

    // Reads on until a line holds `part`; what follows it on that line, or nothing at the end of the output.
    std::string wait_for(std::string_view part);
    // Everything that was not read yet, until it ends.
    std::string rest();
    void signal(int number) const;
    // The exit status, 128 and the signal's number when that ended it; -1 when five seconds were not enough.
    int wait();

private:
    void start(const std::function<int()>& body);

    pid_t pid_ = 0;
    std::FILE* output_ = nullptr;
};

}  // namespace kaon::inline v0::program::testing
