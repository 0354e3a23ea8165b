// The whole interface between a program in the browser and the page's JavaScript (kaon/browser/glue).
//
// Imports are functions of the module "kaon", called by C++; exports are called by the glue. Text is UTF-8 in linear
// memory. Milliseconds are doubles, as the browser has them. What one part of the library adds stands with that part:
// the operations on the document are the DOM renderer's.
//
// Exports: start()      runs main() once, in a turn of its own
//          turn(by_timeout)  runs the timers that are due and the jobs that were posted; 1: what wake_after asked for
//          allocate(n)  bytes on the heap for what the glue hands over
//          fetch_done(...)  see fetch_start
//          memory       the linear memory
#pragma once

#include <cstddef>
#include <cstdint>

#include "kaon/base/config.hpp"

#define KAON_IMPORT(name) __attribute__((import_module("kaon"), import_name(#name)))
#define KAON_EXPORT(name) __attribute__((export_name(#name)))

namespace kaon::inline v0::browser::host {

extern "C" {

// Writes a line to the console. Level: 0 log, 1 warn, 2 error.
KAON_IMPORT(print) void kaon_print(std::uint32_t level, const char* text, std::size_t size);

// The time since the page began to load; never goes back.
KAON_IMPORT(now) double kaon_now();

// Asks for turn(): as a microtask; as a task of its own, after the page may have painted; after a time, which replaces
// the time asked for before.
KAON_IMPORT(wake_soon) void kaon_wake_soon();
KAON_IMPORT(wake_next) void kaon_wake_next();
KAON_IMPORT(wake_after) void kaon_wake_after(double milliseconds);

// Starts a request and gives its number. Fields are "name\nvalue\nname\nvalue". Ends with one call of
// fetch_done(operation, outcome, head, head_size, body, body_size), where both texts become the program's: the outcome
// is the status, the head is as above; or 0 with the reason as head: the network failed; or 1: over the limit.
KAON_IMPORT(fetch_start)
std::uint32_t kaon_fetch_start(void* operation, const char* method, std::size_t method_size, const char* url,
                               std::size_t url_size, const char* head, std::size_t head_size, const char* body,
                               std::size_t body_size, double limit);
// Gives a request up: fetch_done is not called any more.
KAON_IMPORT(fetch_abort) void kaon_fetch_abort(std::uint32_t number);

}  // extern "C"

}  // namespace kaon::inline v0::browser::host
