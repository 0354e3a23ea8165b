// Value and Raw: their parts, and how they read and write themselves.
#include "kaon/json/value.hpp"

#include <algorithm>

#include "kaon/json/detail/reader.hpp"
#include "kaon/json/detail/writer.hpp"

namespace kaon::inline v0::json {

Value::Value() = default;
Value::Value(double value) : data_(value) {}
Value::Value(std::string value) : data_(std::move(value)) {}
Value::Value(std::string_view value) : data_(std::string(value)) {}
Value::Value(const char* value) : data_(std::string(value)) {}
Value::Value(Array value) : data_(std::move(value)) {}
Value::Value(Object value) : data_(std::move(value)) {}
Value::Value(const Value&) = default;
Value::Value(Value&&) noexcept = default;
Value& Value::operator=(const Value&) = default;
Value& Value::operator=(Value&&) noexcept = default;
Value::~Value() = default;

void Value::set(bool value) { data_ = value; }
void Value::set(std::int64_t value) { data_ = value; }
void Value::set(std::uint64_t value) {
    // One form for each number, so that equal ones compare equal.
    if (value <= INT64_MAX) data_ = static_cast<std::int64_t>(value);
    else data_ = value;
}

std::optional<bool> Value::boolean() const {
    const bool* b = std::get_if<bool>(&data_);
    return b ? std::optional(*b) : std::nullopt;
}

std::optional<std::int64_t> Value::integer() const {
    const auto* i = std::get_if<std::int64_t>(&data_);
    return i ? std::optional(*i) : std::nullopt;
}

std::optional<std::uint64_t> Value::natural() const {
    if (const auto* n = std::get_if<std::uint64_t>(&data_)) return *n;
    const auto* i = std::get_if<std::int64_t>(&data_);
    return i && *i >= 0 ? std::optional(static_cast<std::uint64_t>(*i)) : std::nullopt;
}

std::optional<double> Value::number() const {
    if (const auto* d = std::get_if<double>(&data_)) return *d;
    if (const auto* i = std::get_if<std::int64_t>(&data_)) return static_cast<double>(*i);
    if (const auto* n = std::get_if<std::uint64_t>(&data_)) return static_cast<double>(*n);
    return std::nullopt;
}

const Value* Value::find(std::string_view key) const {
    const Object* members = object();
    if (!members) return nullptr;
    for (auto member = members->rbegin(); member != members->rend(); ++member) {
        if (member->key == key) return &member->value;
    }
    return nullptr;
}

namespace {
// Whether a double is exactly this integer.
template <class I>
bool is_whole(double d, I integer) {
    const double limit = std::is_signed_v<I> ? 0x1p63 : 0x1p64;
    return d < limit && d >= -limit && static_cast<double>(integer) == d && static_cast<I>(d) == integer;
}
}  // namespace

bool operator==(const Value& a, const Value& b) {
    if (a.data_.index() == b.data_.index()) return a.data_ == b.data_;
    const double* d = std::get_if<double>(&a.data_);
    const Value& other = d ? b : a;
    if (!d) d = std::get_if<double>(&b.data_);
    if (!d) return false;
    if (const auto i = other.integer()) return is_whole(*d, *i);
    const auto n = other.natural();
    return n && is_whole(*d, *n);
}

namespace {

using detail::Number;
using detail::Reader;
using detail::Step;
using detail::Writer;

bool read_value(Reader& reader, void* target);
void write_value(Writer& writer, const void* value);

bool read_array(Reader& reader, Value& out) {
    if (!reader.enter()) return false;
    Value::Array elements;
    Step step{reader.path(), {}, 0};
    reader.path() = &step;
    const bool ok = reader.each_element([&] {
        const bool fine = read_value(reader, &elements.emplace_back());
        ++step.index;
        return fine;
    });
    if (!ok) return false;
    reader.path() = step.up;
    reader.leave();
    out = Value(std::move(elements));
    return true;
}

// Whether a name occurs twice; by sorting, so that hostile input costs no squares.
bool has_duplicates(const Value::Object& members) {
    std::vector<std::string_view> keys;
    keys.reserve(members.size());
    for (const Member& m : members) keys.push_back(m.key);
    std::sort(keys.begin(), keys.end());
    return std::adjacent_find(keys.begin(), keys.end()) != keys.end();
}

bool read_object(Reader& reader, Value& out) {
    if (!reader.enter()) return false;
    Value::Object members;
    Step step{reader.path(), {}, 0};
    const bool ok = reader.each_member(&step, [&](std::string_view key) {
        Member& member = members.emplace_back();
        member.key = key;
        return read_value(reader, &member.value);
    });
    if (!ok) return false;
    reader.path() = step.up;
    reader.leave();
    if (reader.options().duplicate_keys == DuplicateKeys::reject && has_duplicates(members)) {
        return reader.fail(JsonErrc::duplicate_key, "a name occurs twice in this object");
    }
    out = Value(std::move(members));
    return true;
}

bool read_number(Reader& reader, Value& out) {
    const char* const start = reader.at();
    Number number;
    if (!reader.scan_number(number)) return false;
    std::uint64_t magnitude = 0;
    if (detail::to_natural(number, magnitude) && !(number.negative && magnitude == 0)) {  // -0 is a double
        constexpr std::uint64_t limit = std::uint64_t{1} << 63;
        if (!number.negative) return out = Value(magnitude), true;
        if (magnitude <= limit) return out = Value(static_cast<std::int64_t>(0 - magnitude)), true;
    }
    double real = 0;
    if (!detail::to_double(number, real)) return reader.misfit_at(start, "this number is too large");
    out = Value(real);
    return true;
}

bool read_value(Reader& reader, void* target) {
    Value& out = *static_cast<Value*>(target);
    switch (reader.peek()) {
        case '{': return read_object(reader, out);
        case '[': return read_array(reader, out);
        case '"': {
            std::string_view text;
            if (!reader.scan_string(text)) return false;
            out = Value(text);
            return true;
        }
        case 't': return out = Value(true), reader.expect_literal("true");
        case 'f': return out = Value(false), reader.expect_literal("false");
        case 'n': return out = Value(), reader.expect_literal("null");
        default: return read_number(reader, out);
    }
}

void write_array(Writer& writer, const Value::Array& elements) {
    if (!writer.enter()) return writer.null();
    char before = '[';
    for (const Value& element : elements) {
        writer.byte(before);
        before = ',';
        write_value(writer, &element);
    }
    writer.literal(before == '[' ? "[]" : "]");
    writer.leave();
}

void write_object(Writer& writer, const Value::Object& members) {
    if (!writer.enter()) return writer.null();
    char before = '{';
    for (const Member& member : members) {
        writer.byte(before);
        before = ',';
        writer.string(member.key);
        writer.byte(':');
        write_value(writer, &member.value);
    }
    writer.literal(before == '{' ? "{}" : "}");
    writer.leave();
}

void write_value(Writer& writer, const void* at) {
    const Value& value = *static_cast<const Value*>(at);
    if (const auto b = value.boolean()) writer.literal(*b ? "true" : "false");
    else if (const auto i = value.integer()) writer.whole(*i);
    else if (const auto n = value.natural()) writer.natural(*n);
    else if (const auto d = value.number()) writer.real(*d);
    else if (const std::string* text = value.text()) writer.string(*text);
    else if (const Value::Array* elements = value.array()) write_array(writer, *elements);
    else if (const Value::Object* members = value.object()) write_object(writer, *members);
    else writer.null();
}

bool read_raw(Reader& reader, void* target) {
    const char* const start = reader.at();
    if (!reader.skip_value()) return false;
    static_cast<Raw*>(target)->json.assign(start, reader.at());
    return true;
}

void write_raw(Writer& writer, const void* value) { writer.raw(static_cast<const Raw*>(value)->json); }

constexpr detail::JsonOps value_ops{read_value, write_value};
constexpr detail::JsonOps raw_ops{read_raw, write_raw};

}  // namespace

const reflect::Opaque value_info{&detail::json_domain, &value_ops};
const reflect::Opaque raw_info{&detail::json_domain, &raw_ops};

}  // namespace kaon::inline v0::json
