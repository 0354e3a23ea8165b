// The two formats of a log line: JSON for machines, text for people.
//
//   write_json(line, record);      // {"timestamp":"2026-08-20T09:30:00.123456Z","level":"info","target":"web",...}
//   write_text(line, record, Colour::off);     // 2026-08-20T09:30:00.123456Z  INFO web: order placed order_id=17
//
// Both end the line with '\n'. A field stands there whole or not at all; when one did not fit, the line says so
// ("truncated"). Threads: pure functions.
#pragma once

#include <cstdint>

#include "kaon/telemetry/export/line.hpp"
#include "kaon/telemetry/sink.hpp"

namespace kaon::inline v0::telemetry {

enum class Format : std::uint8_t { text, json };
enum class Colour : std::uint8_t { off, on };

void write_json(Line& line, const Record& record);
void write_text(Line& line, const Record& record, Colour colour);

}  // namespace kaon::inline v0::telemetry
