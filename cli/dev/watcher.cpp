// inotify: one watch per folder.
#include "cli/dev/watcher.hpp"

#include <cerrno>
#include <cstring>

#include <sys/inotify.h>
#include <unistd.h>

#include "cli/dev/change.hpp"
#include "cli/dev/clock.hpp"
#include "kaon/coro/group.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/runtime/ready.hpp"

namespace kaon::inline v0::cli::dev {

namespace fs = std::filesystem;

namespace {

constexpr std::uint32_t what = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR;

Error watch_error(const fs::path& folder) {
    const int number = errno;
    if (number == ENOSPC || number == EMFILE)
        return Error(Errc::unavailable, "the kernel has no watches left for " + folder.string() +
                                            ": raise fs.inotify.max_user_watches and max_user_instances (sysctl)");
    return Error(Errc::unavailable, "cannot watch " + folder.string() + ": " + std::strerror(number));
}

std::string joined(const std::string& folder, const std::string& name) {
    return folder.empty() ? name : folder + "/" + name;
}

Task<void> until_readable(int fd) { co_await runtime::readable(fd); }
Task<void> until(Instant at) { co_await sleep_until(at); }

}  // namespace

Result<Watcher> Watcher::of(fs::path project) {
    Fd fd(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
    if (!fd) return watch_error(project);
    Watcher watcher(std::move(project), std::move(fd));
    if (Result<> added = watcher.add("", Report::nothing); !added) return std::move(added).error();
    return watcher;
}

Result<> Watcher::add(const std::string& folder, Report report) {
    const fs::path full = project_ / folder;
    const int watch = ::inotify_add_watch(fd_.number(), full.c_str(), what);
    if (watch < 0) {
        if (errno == ENOENT || errno == ENOTDIR) return {};  // gone again
        return watch_error(full);
    }
    folders_[watch] = folder;
    std::error_code problem;
    for (fs::directory_iterator at(full, problem), end; !problem && at != end; at.increment(problem)) {
        const std::string path = joined(folder, at->path().filename().string());
        std::error_code unknown;
        const bool is_folder = !at->is_symlink(unknown) && at->is_directory(unknown);
        if (is_ignored(path)) continue;
        if (is_folder) {
            if (Result<> added = add(path, report); !added) return added;
        } else if (report == Report::files) {
            changed_.insert(path);
        }
    }
    return {};
}

Result<> Watcher::read_events() {
    alignas(inotify_event) char buffer[16 * 1024];
    for (;;) {
        const ssize_t size = ::read(fd_.number(), buffer, sizeof buffer);
        if (size <= 0) return {};
        for (const char* at = buffer; at < buffer + size;) {
            inotify_event event;
            std::memcpy(&event, at, sizeof event);
            const std::string name = event.len ? at + sizeof event : "";
            at += sizeof event + event.len;
            if (Result<> handled = handle(event.wd, event.mask, name); !handled) return handled;
        }
    }
}

Result<> Watcher::handle(int watch, std::uint32_t mask, const std::string& name) {
    if (mask & IN_Q_OVERFLOW) {
        folders_.clear();
        return add("", Report::files);
    }
    if (mask & IN_IGNORED) {
        folders_.erase(watch);
        return {};
    }
    const auto folder = folders_.find(watch);
    if (folder == folders_.end() || name.empty()) return {};
    const std::string path = joined(folder->second, name);
    if (is_ignored(path)) return {};
    if (mask & IN_ISDIR) {
        // A folder that has gone took its files along.
        if (mask & (IN_DELETE | IN_MOVED_FROM)) changed_.insert(path);
        else return add(path, Report::files);
    } else if (!(mask & IN_CREATE)) {
        changed_.insert(path);
    }
    return {};
}

Task<std::set<std::string>> Watcher::next() {
    for (;;) {
        const std::size_t before = changed_.size();
        co_await read_events();
        const Instant now = clock_now();
        if (changed_.size() != before || (!changed_.empty() && !burst_.waits())) burst_.event(now);
        if (burst_.waits() && burst_.due() <= now) {
            burst_.reset();
            co_return std::exchange(changed_, {});
        }
        co_await first_of(until_readable(fd_.number()), until(burst_.due()));
    }
}

std::set<std::string> Watcher::assets() const {
    std::set<std::string> found;
    const fs::path folder = project_ / "assets";
    std::error_code problem;
    for (fs::recursive_directory_iterator at(folder, problem), end; !problem && at != end; at.increment(problem)) {
        std::error_code unknown;
        if (at->is_regular_file(unknown)) found.insert(fs::relative(at->path(), project_, unknown).generic_string());
    }
    return found;
}

}  // namespace kaon::inline v0::cli::dev
