// Recorder: a sink that keeps what it gets, for tests.
//
//   Recorder recorder;
//   auto installed = install(recorder, Level::trace);
//   ... code that logs ...
//   EXPECT_EQ(recorder.entries()[0].field("status"), "200");
//
// Threads: any.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "kaon/base/mutex.hpp"
#include "kaon/telemetry/sink.hpp"
#include "kaon/telemetry/span.hpp"

namespace kaon::inline v0::telemetry {

class Recorder final : public Sink {
public:
    struct Entry {
        Level level;
        std::string target;
        std::string message;
        std::vector<std::pair<std::string, std::string>> fields;  // a span's own first; values as text
        bool ended_span = false;
        TraceId trace = {};
        std::uint64_t span_id = 0;

        // The value of the first field with that name; empty without one.
        std::string field(std::string_view name) const;
    };

    void write(const Record& record) override;
    std::vector<Entry> entries() const {
        return entries_.with([](const std::vector<Entry>& list) { return list; });
    }
    void clear() { entries_.lock()->clear(); }

private:
    Mutex<std::vector<Entry>> entries_;
};

}  // namespace kaon::inline v0::telemetry
