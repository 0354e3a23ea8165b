// Watcher: tells which files of a project have changed.
//
//   Watcher watcher = Watcher::of(project.folder).value();
//   std::set<std::string> paths = co_await watcher.next();     // relative: "server/users.cpp"; a burst is one answer
//
// inotify on the folders that change.hpp names, new ones below them included. When more happens than the kernel keeps,
// everything counts as changed. A wait that is cancelled loses nothing: the next one gives what had come.
// Errors: Errc::unavailable with the remedy when the kernel has no watches left. Threads: one core's own.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "cli/dev/debounce.hpp"
#include "kaon/base/fd.hpp"
#include "kaon/coro/task.hpp"

namespace kaon::inline v0::cli::dev {

class Watcher {
public:
    static Result<Watcher> of(std::filesystem::path project);

    Task<std::set<std::string>> next();
    // The files below assets/.
    std::set<std::string> assets() const;

private:
    Watcher(std::filesystem::path project, Fd fd) : project_(std::move(project)), fd_(std::move(fd)) {}

    enum class Report { nothing, files };
    Result<> add(const std::string& folder, Report report);
    Result<> read_events();
    Result<> handle(int watch, std::uint32_t mask, const std::string& name);

    std::filesystem::path project_;
    Fd fd_;
    std::map<int, std::string> folders_;  // by watch, relative; "" is the project
    std::set<std::string> changed_;
    Debounce burst_;
};

}  // namespace kaon::inline v0::cli::dev
