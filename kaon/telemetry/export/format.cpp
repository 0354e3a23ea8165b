// Members and fields of the two formats, in order.
#include "kaon/telemetry/export/format.hpp"

#include "kaon/telemetry/span.hpp"

namespace kaon::inline v0::telemetry {

namespace {

void put_json_value(Line& line, const Field& field) {
    using Type = Field::Type;
    switch (field.type()) {
        case Type::text:
            line.put('"');
            line.put_escaped(field.text());
            line.put('"');
            return;
        case Type::integer: return line.put_integer(field.integer());
        case Type::natural: return line.put_natural(field.natural());
        case Type::real: return line.put_real(field.real());
        case Type::boolean: return line.put(field.boolean() ? "true" : "false");
        case Type::duration: return line.put_milliseconds(field.duration());
        case Type::secret: return line.put("\"[redacted]\"");
    }
}

// Each field whole or not at all; false when one did not fit.
bool put_json_fields(Line& line, Fields fields, bool& first) {
    for (const Field& field : fields) {
        const std::size_t before = line.size();
        line.put(first ? "\"" : ",\"");
        line.put_escaped(field.name());
        line.put("\":");
        put_json_value(line, field);
        if (line.overflowed()) {
            line.back_to(before);
            return false;
        }
        first = false;
    }
    return true;
}

void put_json_span(Line& line, const Span& span) {
    line.put(",\"trace_id\":\"");
    line.put_hex(span.trace().high);
    line.put_hex(span.trace().low);
    line.put("\",\"span_id\":\"");
    line.put_hex(span.id());
    if (span.parent_id()) {
        line.put("\",\"parent_id\":\"");
        line.put_hex(span.parent_id());
    }
    line.put('"');
}

// A text that shows its own end needs no quotes.
bool is_word(std::string_view text) {
    if (text.empty()) return false;
    for (char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= ' ' || byte >= 0x7F || byte == '"' || byte == '\\' || byte == '=' || byte == '{' || byte == '}')
            return false;
    }
    return true;
}

bool put_text_fields(Line& line, Fields fields, Colour colour) {
    for (const Field& field : fields) {
        const std::size_t before = line.size();
        line.put(colour == Colour::on ? " \x1b[2m" : " ");
        line.put_escaped(field.name());
        line.put(colour == Colour::on ? "=\x1b[0m" : "=");
        if (field.type() == Field::Type::text && is_word(field.text()) && field.text().size() <= Line::longest_value) {
            line.put(field.text());
        } else if (field.type() == Field::Type::duration) {
            line.put_milliseconds(field.duration());
            line.put("ms");
        } else {
            put_json_value(line, field);
        }
        if (line.overflowed()) {
            line.back_to(before);
            return false;
        }
    }
    return true;
}

std::string_view padded_name(Level level, Colour colour) {
    constexpr std::string_view plain[] = {"TRACE ", "DEBUG ", " INFO ", " WARN ", "ERROR ", "  OFF "};
    constexpr std::string_view coloured[] = {"\x1b[35mTRACE\x1b[0m ", "\x1b[34mDEBUG\x1b[0m ", "\x1b[32m INFO\x1b[0m ",
                                             "\x1b[33m WARN\x1b[0m ", "\x1b[31mERROR\x1b[0m ", "  OFF "};
    return (colour == Colour::on ? coloured : plain)[static_cast<std::uint8_t>(level)];
}

}  // namespace

void write_json(Line& line, const Record& record) {
    line.put("{\"timestamp\":\"");
    line.put_time(record.unix_nanoseconds);
    line.put("\",\"level\":\"");
    line.put(name(record.level));
    line.put("\",\"target\":\"");
    line.put_escaped(record.target);
    line.put("\",\"message\":\"");
    line.put_escaped(record.message);
    line.put('"');
    const bool span_ends = record.took.nanoseconds >= 0;
    if (record.span) put_json_span(line, *record.span);
    if (span_ends) {
        line.put(",\"took_ms\":");
        line.put_milliseconds(record.took);
    } else if (record.span) {
        line.put(",\"span\":\"");
        line.put_escaped(record.span->name());
        line.put('"');
    }
    line.put(",\"fields\":{");
    bool first = true;
    bool whole = !span_ends || put_json_fields(line, record.span->fields(), first);
    whole = whole && put_json_fields(line, record.fields, first);
    line.close(whole ? "}}\n" : "},\"truncated\":true}\n");
}

void write_text(Line& line, const Record& record, Colour colour) {
    if (colour == Colour::on) line.put("\x1b[2m");
    line.put_time(record.unix_nanoseconds);
    line.put(colour == Colour::on ? "\x1b[0m " : " ");
    line.put(padded_name(record.level, colour));
    line.put_escaped(record.target);
    line.put(": ");
    line.put_escaped(record.message);
    bool whole = true;
    const bool span_ends = record.took.nanoseconds >= 0;
    if (span_ends) {
        whole = put_text_fields(line, record.span->fields(), colour);
        whole = whole && put_text_fields(line, record.fields, colour);
        const Field took("took", record.took);
        whole = whole && put_text_fields(line, {&took, 1}, colour);
    } else {
        whole = put_text_fields(line, record.fields, colour);
    }
    if (record.span && whole) {
        line.put(colour == Colour::on ? " \x1b[2mspan=" : " span=");
        line.put_hex(record.span->id());
        if (colour == Colour::on) line.put("\x1b[0m");
    }
    line.close(whole ? "\n" : " (truncated)\n");
}

}  // namespace kaon::inline v0::telemetry
