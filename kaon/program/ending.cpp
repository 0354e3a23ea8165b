// Flushing under the stream's lock, which a thread that blocks may hold.
#include "kaon/program/ending.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <iostream>

#include <fcntl.h>
#include <unistd.h>

#include "kaon/program/say.hpp"

namespace kaon::inline v0::program {

void open_standard_streams() {
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd) {
        if (::fcntl(fd, F_GETFD) < 0 && errno == EBADF) (void)::open("/dev/null", O_RDWR);  // takes the lowest number
    }
}

bool flush_output(std::string_view name) {
    if (::ftrylockfile(stdout) != 0) return true;  // a thread hangs in a write of its own
    errno = 0;
    std::cout.flush();
    const bool all_out = std::fflush(stdout) == 0 && !std::ferror(stdout) && !std::cout.bad();
    const int number = errno;
    ::funlockfile(stdout);
    if (!all_out)
        say(name, std::string("standard output: ") + (number ? std::strerror(number) : "not all of it was written"));
    return all_out;
}

int finish(runtime::Runtime& runtime, telemetry::LogSink& log, const Ending& ending) {
    constexpr Duration grace = Duration::milliseconds(100);
    const bool settled = runtime.settle(grace);
    const bool is_interrupted = ending.status > Exit::interrupted;
    const int status = flush_output(ending.name) || is_interrupted ? ending.status : ending.failure_status;
    if (settled) return status;
    log.flush();
    std::fflush(stderr);
    ::_exit(status);  // no destructors: the threads that hang use what they would destroy
}

}  // namespace kaon::inline v0::program
