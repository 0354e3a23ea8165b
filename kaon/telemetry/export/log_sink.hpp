// LogSink: events and spans as lines on standard error, standard output or in a file.
//
//   LogSink sink({});                                          // text on stderr; coloured when that is a terminal
//   LogSink sink({.format = Format::json, .fd = STDOUT_FILENO});
//   LogSink sink({.format = Format::json, .fd = file.fd()});   // a LogFile (log_file.hpp), which outlives it
//
// Never makes the caller wait for the disk or the pipe (see line_writer.hpp); errors are written out at once.
// Threads: any. Lifetime: the destructor writes what is left.
#pragma once

#include "kaon/telemetry/export/format.hpp"
#include "kaon/telemetry/export/line_writer.hpp"
#include "kaon/telemetry/sink.hpp"

namespace kaon::inline v0::telemetry {

enum class ColourChoice : std::uint8_t { on_terminal, always, never };

struct LogSinkOptions {
    Format format = Format::text;
    ColourChoice colour = ColourChoice::on_terminal;  // NO_COLOR in the environment means never
    int fd = 2;
    std::size_t buffer_bytes = 512 * 1024;
    Duration flush_every = Duration::milliseconds(10);
};

class LogSink final : public Sink {
public:
    explicit LogSink(const LogSinkOptions& options = {});

    void write(const Record& record) override;
    void flush() override { writer_.flush(); }
    // Lines that were dropped because the reader was too slow.
    std::uint64_t lost() const { return writer_.lost(); }

private:
    const Format format_;
    const Colour colour_;
    LineWriter writer_;
};

}  // namespace kaon::inline v0::telemetry
