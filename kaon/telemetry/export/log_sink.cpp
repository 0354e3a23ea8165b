// Choice of format and colour; the report of lost lines; files.
#include "kaon/telemetry/export/log_sink.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <time.h>
#include <unistd.h>

namespace kaon::inline v0::telemetry {

namespace {
Colour choose(const LogSinkOptions& options) {
    if (options.format == Format::json || options.colour == ColourChoice::never) return Colour::off;
    if (options.colour == ColourChoice::always) return Colour::on;
    const char* no_color = std::getenv("NO_COLOR");  // https://no-color.org
    return isatty(options.fd) && !(no_color && *no_color) ? Colour::on : Colour::off;
}

template <Format format>
void write_lost(Line& line, std::uint64_t lost) {
    timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    const Field count("lines", lost);
    const Record record{Level::warn, "telemetry", "log lines were lost: the reader is too slow",
                        {&count, 1}, nullptr,     std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec};
    if constexpr (format == Format::json) write_json(line, record);
    else write_text(line, record, Colour::off);
}
}  // namespace

LogSink::LogSink(const LogSinkOptions& options)
    : format_(options.format), colour_(choose(options)),
      writer_(options.fd,
              {.buffer_bytes = options.buffer_bytes,
               .flush_every = options.flush_every,
               .lost_line = options.format == Format::json ? write_lost<Format::json> : write_lost<Format::text>}) {}

void LogSink::write(const Record& record) {
    Line line;
    if (format_ == Format::json) write_json(line, record);
    else write_text(line, record, colour_);
    writer_.write(line.view(), record.level >= Level::error ? Urgency::at_once : Urgency::batched);
}

Result<LogFile> LogFile::open(const std::string& path) {
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
    if (fd < 0)
        return Error(Errc::unavailable, "the log file cannot be opened")
            .with_detail(path + ": " + std::strerror(errno));
    return LogFile(fd);
}

LogFile::~LogFile() {
    if (fd_ >= 0) ::close(fd_);
}

}  // namespace kaon::inline v0::telemetry
