// How a program begins and ends: it has its three streams, its output is out, and nothing that blocks for ever keeps
// it. Internals of serve() and main().
#pragma once

#include <string_view>

#include "kaon/runtime/runtime.hpp"
#include "kaon/telemetry/export/log_sink.hpp"

namespace kaon::inline v0::program {

// Opens /dev/null as whichever of 0, 1, 2 is closed, so that no file or socket becomes standard output.
void open_standard_streams();

// Writes out what was printed. False, and said in one line, when standard output did not take all of it.
bool flush_output(std::string_view name);

struct Ending {
    std::string_view name;
    int status;
    int failure_status;  // when the output is not out
};

// Flushes, and gives the status. When blocking work of a cancelled Task does not end within a moment, such as a read of
// a silent terminal, the program ends here and now: no thread can be made to stop.
int finish(runtime::Runtime& runtime, telemetry::LogSink& log, const Ending& ending);

}  // namespace kaon::inline v0::program
