// Choice of format and colour; the report of lost lines.
#include "kaon/telemetry/export/log_sink.hpp"

#include <cstdlib>

#include <unistd.h>

#include "kaon/base/clock.hpp"
#include "kaon/telemetry/export/format.hpp"

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
    const Field count("lines", lost);
    const Record record{Level::warn, "telemetry", "log lines were lost: the reader is too slow",
                        {&count, 1}, nullptr,     unix_nanoseconds()};
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

}  // namespace kaon::inline v0::telemetry
