// The part's contents, in reading order: what code that logs needs. Sinks are in telemetry/export/.
#pragma once

#include "kaon/telemetry/field.hpp"   // {"user_id", 17}, secret(token)
#include "kaon/telemetry/level.hpp"   // trace to error
#include "kaon/telemetry/log.hpp"     // log.info("order placed", {...})
#include "kaon/telemetry/meter.hpp"   // Counter, Histogram
#include "kaon/telemetry/sink.hpp"    // install(sink, filter)
#include "kaon/telemetry/span.hpp"    // a stretch of work; trace ids
