// Opening for appending.
#include "kaon/telemetry/export/log_file.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>

namespace kaon::inline v0::telemetry {

Result<LogFile> LogFile::open(const std::string& path) {
    Fd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640));
    if (!fd)
        return Error(Errc::unavailable, "the log file cannot be opened")
            .with_detail(path + ": " + std::strerror(errno));
    return LogFile(std::move(fd));
}

}  // namespace kaon::inline v0::telemetry
