// The part's contents, in reading order: what code that logs needs. Sinks are in telemetry/export/.
//
//   constexpr telemetry::Log log("shop");
//   log.info("order placed", {{"order_id", order.id}});
//
// Threads: each header says its own.
#pragma once

#include "kaon/telemetry/field.hpp"   // {"user_id", 17}, secret(token)
#include "kaon/telemetry/level.hpp"   // trace to error
#include "kaon/telemetry/log.hpp"     // log.info("order placed", {...})
#include "kaon/telemetry/meter.hpp"   // Counter, Histogram
#include "kaon/telemetry/sink.hpp"    // install(sink, filter)
#include "kaon/telemetry/span.hpp"    // a stretch of work; trace ids
#include "kaon/telemetry/traceparent.hpp"  // a trace that goes through several programs
