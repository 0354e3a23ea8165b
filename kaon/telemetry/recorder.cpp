// Copies records into strings.
#include "kaon/telemetry/recorder.hpp"

namespace kaon::inline v0::telemetry {

namespace {
std::string as_text(const Field& field) {
    using Type = Field::Type;
    switch (field.type()) {
        case Type::text: return std::string(field.text());
        case Type::integer: return std::to_string(field.integer());
        case Type::natural: return std::to_string(field.natural());
        case Type::real: return std::to_string(field.real());
        case Type::boolean: return field.boolean() ? "true" : "false";
        case Type::duration: return std::to_string(field.duration().nanoseconds) + "ns";
        case Type::secret: break;
    }
    return "[redacted]";
}
}  // namespace

std::string Recorder::Entry::field(std::string_view name) const {
    for (const auto& [key, value] : fields) {
        if (key == name) return value;
    }
    return {};
}

void Recorder::write(const Record& record) {
    Entry entry{record.level, std::string(record.target), std::string(record.message), {}};
    entry.ended_span = record.took.nanoseconds >= 0;
    if (record.span) {
        entry.trace = record.span->trace();
        entry.span_id = record.span->id();
    }
    if (entry.ended_span) {
        for (const Field& field : record.span->fields()) entry.fields.emplace_back(field.name(), as_text(field));
    }
    for (const Field& field : record.fields) entry.fields.emplace_back(field.name(), as_text(field));
    entries_.lock()->push_back(std::move(entry));
}

}  // namespace kaon::inline v0::telemetry
