// The clock of a thread by its number, and the letter of its state.
#include "kaon/runtime/detail/thread_use.hpp"

#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include "kaon/base/fd.hpp"

namespace kaon::inline v0::runtime::detail {

namespace {

// As the kernel's headers make it (posix-timers.h): the number inverted, then "of a thread", "scheduled time".
clockid_t clock_of(int thread) { return static_cast<clockid_t>((~static_cast<unsigned>(thread) << 3) | 4u | 2u); }

}  // namespace

Duration processor_time(int thread) {
    timespec ran{};
    if (thread == 0 || ::clock_gettime(clock_of(thread), &ran) != 0) return {};
    return Duration::seconds(ran.tv_sec) + Duration{ran.tv_nsec};
}

bool wants_processor(int thread) {
    char path[64], text[512];
    std::snprintf(path, sizeof path, "/proc/self/task/%d/stat", thread);
    const Fd stat(::open(path, O_RDONLY | O_CLOEXEC));
    const ssize_t n = stat ? ::read(stat.number(), text, sizeof text - 1) : -1;
    if (n <= 0) return false;
    text[n] = '\0';
    // The name before it is in brackets, and may have brackets itself.
    const char* bracket = std::strrchr(text, ')');
    return bracket && std::strlen(bracket) > 2 && bracket[2] == 'R';
}

}  // namespace kaon::inline v0::runtime::detail
