// LogFile: a file that lines of a log are appended to.
//
//   LogFile file = co_await LogFile::open("/var/log/shop.log");
//   LogSink sink({.format = Format::json, .fd = file.fd()});       // dies before the file
//
// Created when it is missing, readable by its owner and group. Errors: Errc::unavailable with the path and the
// system's words in the detail. Threads: a value.
#pragma once

#include <string>

#include "kaon/base/fd.hpp"
#include "kaon/base/result.hpp"

namespace kaon::inline v0::telemetry {

class LogFile {
public:
    static Result<LogFile> open(const std::string& path);

    int fd() const { return fd_.number(); }

private:
    explicit LogFile(Fd fd) : fd_(std::move(fd)) {}
    Fd fd_;
};

}  // namespace kaon::inline v0::telemetry
