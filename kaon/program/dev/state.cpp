// The state file: written beside and renamed, watched with inotify.
#include "kaon/program/dev/state.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "kaon/base/fd.hpp"
#include "kaon/coro/group.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/json/read.hpp"
#include "kaon/json/write.hpp"
#include "kaon/runtime/ready.hpp"

namespace kaon::inline v0::dev {

namespace {

constexpr Duration longest_wait = Duration::seconds(20);
constexpr std::size_t largest_state = 4 << 20;

Error system_error(const std::string& path) {
    const int number = errno;
    return Error(number == ENOENT ? Errc::not_found : Errc::internal).with_detail(path + ": " + std::strerror(number));
}

Result<std::string> read_text(const std::string& path) {
    const Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) return system_error(path);
    std::string text;
    char piece[16 * 1024];
    for (ssize_t n; (n = ::read(file.number(), piece, sizeof piece)) != 0;) {
        if (n < 0) return system_error(path);
        text.append(piece, static_cast<std::size_t>(n));
        if (text.size() > largest_state) return Error(Errc::too_large).with_detail(path);
    }
    return text;
}

Task<void> pass(int fd) { co_await runtime::readable(fd); }
Task<void> wait(Duration time) { co_await sleep(time); }

}  // namespace

std::string state_file(const std::string& folder) { return folder + "/state.json"; }

Result<State> read_state(const std::string& folder) {
    Result<std::string> text = read_text(state_file(folder));
    if (!text) return std::move(text).error();
    return json::read<State>(*text);
}

Result<> write_state(const std::string& folder, State& state) {
    ++state.version;
    const std::string path = state_file(folder), fresh = path + ".new";
    {
        const Fd file(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
        if (!file) return system_error(fresh);
        const std::string text = json::write(state);
        std::string_view left = text;
        while (!left.empty()) {
            const ssize_t n = ::write(file.number(), left.data(), left.size());
            if (n < 0) return system_error(fresh);
            left.remove_prefix(static_cast<std::size_t>(n));
        }
    }
    if (::rename(fresh.c_str(), path.c_str()) != 0) return system_error(path);
    return {};
}

Task<std::string> changed_state(std::string folder, std::uint64_t seen) {
    const Fd events(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
    if (!events || ::inotify_add_watch(events.number(), folder.c_str(), IN_MOVED_TO) < 0)
        co_return system_error(folder);
    for (;;) {
        std::string text = co_await read_text(state_file(folder));
        const State state = co_await json::read<State>(text);
        if (state.version != seen) co_return text;
        const auto first = co_await first_of(pass(events.number()), wait(longest_wait));
        if (first.index() == 1) co_return text;
        char scrap[4096];
        while (::read(events.number(), scrap, sizeof scrap) > 0) continue;
    }
}

}  // namespace kaon::inline v0::dev
