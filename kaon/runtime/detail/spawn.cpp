// posix_spawn(3) with its files, signals and environment.
#include "kaon/runtime/detail/spawn.hpp"

#include <cerrno>
#include <csignal>
#include <cstdlib>

#include <fcntl.h>
#include <spawn.h>
#include <sys/syscall.h>  // <sys/pidfd.h> of glibc 2.36 is not for C++
#include <sys/wait.h>
#include <unistd.h>

#include "kaon/runtime/detail/system_error.hpp"

namespace kaon::inline v0::runtime::detail {

namespace {

struct FileActions {
    posix_spawn_file_actions_t actions;
    FileActions() { ::posix_spawn_file_actions_init(&actions); }
    ~FileActions() { ::posix_spawn_file_actions_destroy(&actions); }
    FileActions(const FileActions&) = delete;
    FileActions& operator=(const FileActions&) = delete;
};

struct Attributes {
    posix_spawnattr_t attributes;
    explicit Attributes(ChildGroup group) {
        ::posix_spawnattr_init(&attributes);
        sigset_t none, all;
        sigemptyset(&none);
        sigfillset(&all);
        ::posix_spawnattr_setsigmask(&attributes, &none);
        ::posix_spawnattr_setsigdefault(&attributes, &all);
        int flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
        if (group == ChildGroup::own_group) flags |= POSIX_SPAWN_SETPGROUP;
        ::posix_spawnattr_setflags(&attributes, static_cast<short>(flags));
    }
    ~Attributes() { ::posix_spawnattr_destroy(&attributes); }
    Attributes(const Attributes&) = delete;
    Attributes& operator=(const Attributes&) = delete;
};

// Both ends of one stream; the child's number is never below 3, so that no dup2() overwrites one that is still needed.
struct Ends {
    Fd ours, theirs;
};

Result<Ends> open_stream(ChildStream kind, int number) {
    Ends ends;
    if (kind == ChildStream::nothing) {
        ends.theirs = Fd(::open("/dev/null", O_RDWR | O_CLOEXEC));
    } else if (kind == ChildStream::pipe) {
        int both[2];
        if (::pipe2(both, O_CLOEXEC) != 0) return system_error(errno, "a pipe for a child");
        ends.ours = Fd(both[number == 0 ? 1 : 0]);
        ends.theirs = Fd(both[number == 0 ? 0 : 1]);
    } else {
        return ends;
    }
    if (!ends.theirs) return system_error(errno, "/dev/null");
    if (ends.theirs.number() <= 2) {
        Fd higher(::fcntl(ends.theirs.number(), F_DUPFD_CLOEXEC, 3));
        if (!higher) return system_error(errno, "a stream for a child");
        ends.theirs = std::move(higher);
    }
    return ends;
}

std::vector<std::string> environment_of(const Command& command) {
    std::vector<std::string> all;
    const auto is_replaced = [&](std::string_view entry) {
        for (const auto& [name, value] : command.environment) {
            if (entry.size() > name.size() && entry.starts_with(name) && entry[name.size()] == '=') return true;
        }
        return false;
    };
    for (char** entry = command.clean_environment ? nullptr : ::environ; entry && *entry; ++entry) {
        if (!is_replaced(*entry)) all.push_back(*entry);
    }
    for (const auto& [name, value] : command.environment) all.push_back(name + "=" + value);
    return all;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> list;
    for (std::string& text : texts) list.push_back(text.data());
    list.push_back(nullptr);
    return list;
}

Result<> check(const Command& command) {
    const auto bad = [](const std::string& text) { return text.find('\0') != text.npos; };
    bool refused = command.program.empty() || bad(command.program) || bad(command.directory);
    for (const std::string& argument : command.arguments) refused = refused || bad(argument);
    for (const auto& [name, value] : command.environment)
        refused = refused || name.empty() || bad(name) || bad(value) || name.contains('=');
    if (refused) return Error(Errc::invalid, "a command without a program, or with a zero byte in its text");
    return {};
}

}  // namespace

Result<Spawned> spawn_now(const Command& command) {
    if (Result<> checked = check(command); !checked) return std::move(checked).error();
    FileActions files;
    Ends streams[3];
    const ChildStream kinds[] = {command.input, command.output, command.errors};
    for (int number = 0; number < 3; ++number) {
        Result<Ends> ends = open_stream(kinds[number], number);
        if (!ends) return std::move(ends).error();
        streams[number] = std::move(ends).value();
        if (streams[number].theirs)
            ::posix_spawn_file_actions_adddup2(&files.actions, streams[number].theirs.number(), number);
    }
    // Libraries open descriptors without O_CLOEXEC.
    ::posix_spawn_file_actions_addclosefrom_np(&files.actions, 3);
    if (!command.directory.empty()) ::posix_spawn_file_actions_addchdir_np(&files.actions, command.directory.c_str());

    std::vector<std::string> texts = command.arguments;
    texts.insert(texts.begin(), command.program);
    std::vector<std::string> environment = environment_of(command);
    const Attributes attributes(command.group);
    Spawned spawned;
    const int failure = ::posix_spawnp(&spawned.process, command.program.c_str(), &files.actions,
                                       &attributes.attributes, pointers(texts).data(), pointers(environment).data());
    if (failure != 0) {
        // The kernel does not say which of the two it was.
        const bool names_directory = !command.directory.empty() && ::access(command.directory.c_str(), X_OK) != 0;
        return system_error(failure, names_directory ? command.directory : command.program);
    }
    spawned.handle = Fd(static_cast<int>(::syscall(SYS_pidfd_open, spawned.process, 0)));
    if (!spawned.handle) {
        const Error error = system_error(errno, "the handle of a child");
        ::kill(spawned.process, SIGKILL);
        while (::waitpid(spawned.process, nullptr, 0) < 0 && errno == EINTR) {
        }
        return error.copy();
    }
    spawned.input = std::move(streams[0].ours);
    spawned.output = std::move(streams[1].ours);
    spawned.errors = std::move(streams[2].ours);
    return spawned;
}

}  // namespace kaon::inline v0::runtime::detail
