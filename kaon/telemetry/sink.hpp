// Sink: where events and ended spans go. Until a program installs one, they go nowhere and cost one load each.
//
//   int main() {
//       telemetry::LogSink sink({.format = telemetry::Format::json});
//       auto installed = telemetry::install(sink, Filter::parse("info,sql=debug").value());
//       ...
//   }
//   TEST(...) { telemetry::Recorder recorder;  auto installed = telemetry::install(recorder, Level::trace); ... }
//
// One sink is installed at a time; it belongs to the process because an event has nowhere else to learn of it from. An
// Installed that dies puts the one before it back. Threads: write() is called by any thread, at once. Lifetime: install
// before the threads that log start and let the Installed die after they ended.
#pragma once

#include <cstdint>
#include <string_view>

#include "kaon/base/duration.hpp"
#include "kaon/telemetry/field.hpp"
#include "kaon/telemetry/filter.hpp"
#include "kaon/telemetry/level.hpp"

namespace kaon::inline v0::telemetry {

class Span;

// One event, or one span at its end. Everything in it is borrowed for the length of the call.
struct Record {
    Level level;
    std::string_view target;
    std::string_view message;  // of a span: its name
    Fields fields;
    const Span* span = nullptr;  // the one that ends, or the innermost around the event
    std::int64_t unix_nanoseconds = 0;
    Duration took = {-1};  // of a span that ends; negative for an event
};

class Sink {
public:
    virtual ~Sink() = default;
    virtual void write(const Record& record) = 0;
    // Returns when what was written before is where it belongs.
    virtual void flush() {}
};

class [[nodiscard]] Installed {
public:
    Installed(Sink& sink, const Filter& filter);
    Installed(const Installed&) = delete;
    Installed& operator=(const Installed&) = delete;
    ~Installed();

    Sink& sink() const { return sink_; }
    const Filter& filter() const { return filter_; }

private:
    Sink& sink_;
    Filter filter_;
    const Installed* before_;
};

inline Installed install(Sink& sink [[clang::lifetimebound]], const Filter& filter) { return Installed(sink, filter); }

namespace detail {
// Below this level nothing is wanted by anyone.
extern std::uint8_t threshold;
bool wanted(Level level, std::string_view target);
void write(Record& record);  // adds the time
}  // namespace detail

}  // namespace kaon::inline v0::telemetry
