// The compiled half of Log.
#include "kaon/telemetry/log.hpp"

namespace kaon::inline v0::telemetry {

[[gnu::cold]] void Log::write(Level level, std::string_view message, Fields fields, const Span* span) const {
    if (!detail::wanted(level, target_)) return;
    Record record{level, target_, message, fields, span};
    detail::write(record);
}

}  // namespace kaon::inline v0::telemetry
