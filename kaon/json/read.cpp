// The reader's walk over the tables: which function reads which kind, containers, structs, and the error in the end.
#include "kaon/json/read.hpp"

#include <algorithm>
#include <utility>

#include "kaon/base/utf8.hpp"
#include "kaon/json/detail/reader.hpp"
#include "kaon/json/detail/scan.hpp"
#include "kaon/reflect/text.hpp"

namespace kaon::inline v0 {

CodeText describe(JsonErrc code) {
    switch (code) {
        case JsonErrc::syntax: break;
        case JsonErrc::bad_utf8: return {Errc::invalid, "json_bad_utf8", "The JSON text is not valid UTF-8."};
        case JsonErrc::duplicate_key:
            return {Errc::invalid, "json_duplicate_key", "A name occurs twice in a JSON object."};
        case JsonErrc::too_deep: return {Errc::invalid, "json_too_deep", "The JSON text is nested too deeply."};
        case JsonErrc::too_large: return {Errc::too_large, "json_too_large", "The JSON text is too long."};
        case JsonErrc::wrong_shape: return {Errc::unprocessable, "json_wrong_shape", "Some values are not acceptable."};
    }
    return {Errc::invalid, "json_syntax", "This is not valid JSON."};
}

namespace json {

Result<> read_into(const reflect::TypeInfo& info, void* target, std::string_view text, const Options& options) {
    if (text.size() > options.max_size) return Error(JsonErrc::too_large);
    return detail::Reader(text, options).document(info, target);
}

namespace detail {

Result<> Reader::document(const TypeInfo& info, void* target) {
    skip_space();
    bool ok = value(info, target);
    if (ok) {
        skip_space();
        if (at_ != end_) ok = fail(JsonErrc::syntax, "expected nothing more after the value");
    }
    if (ok && misfits_.empty()) [[likely]]
        return {};
    return to_error();
}

bool Reader::value(const TypeInfo& info, void* target) {
    switch (info.kind) {
        case Kind::boolean: return read_bool(info, target);
        case Kind::float32:
        case Kind::float64: return read_real(info, target);
        case Kind::string: return read_string(target);
        case Kind::enumeration: return read_enum(info, target);
        case Kind::text: return read_text(info, target);
        case Kind::optional: return read_optional(info, target);
        case Kind::list: return read_list(info, target);
        case Kind::array: return read_array(info, target);
        case Kind::map: return read_map(info, target);
        case Kind::object: return read_object(info, target);
        case Kind::opaque:
            if (info.opaque->domain == &json_domain)
                return static_cast<const JsonOps*>(info.opaque->ops)->read(*this, target);
            return misfit("cannot be read from JSON") && skip_value();
        case Kind::view: return misfit("cannot be read from JSON") && skip_value();
        default: return read_integer(info, target);
    }
}

bool Reader::enter() {
    constexpr std::size_t hard_limit = 1000;  // whatever the options say: the stack is finite
    if (depth_ >= std::min(options_.max_depth, hard_limit)) return fail(JsonErrc::too_deep, "nested too deeply");
    ++depth_;
    return true;
}

bool Reader::next_or_end(char close, bool& more) {
    char c = peek();
    if (static_cast<unsigned char>(c) <= ' ') {
        skip_more_space();
        c = peek();
    }
    if (c == ',') {
        ++at_;
        skip_space();
        return true;
    }
    if (c != close) return fail(JsonErrc::syntax, close == ']' ? "expected ',' or ']'" : "expected ',' or '}'");
    ++at_;
    more = false;
    return true;
}

bool Reader::read_optional(const TypeInfo& info, void* target) {
    // Of optional<optional<T>> the outer one says "present", the inner one "not null".
    if (peek() == 'n' && info.element->kind != Kind::optional) {
        info.optional->reset(target);
        return expect_literal("null");
    }
    if (options_.source == Source::forms && at_ + 1 < end_ && at_[0] == '"' && at_[1] == '"' &&
        info.element->kind != Kind::string) {
        info.optional->reset(target);
        at_ += 2;
        return true;
    }
    return value(*info.element, info.optional->engage(target));
}

bool Reader::read_list(const TypeInfo& info, void* target) {
    if (peek() != '[') return from_form(info, target, "a list");
    if (!enter()) return false;
    const reflect::ListOps& ops = *info.list;
    Step step{path_, {}, 0};
    path_ = &step;
    const bool ok = each_element([&] {
        const bool fine = value(*info.element, ops.slot(target, step.index));
        ++step.index;
        return fine;
    });
    if (!ok) return false;
    if (ops.size(target) > step.index) ops.truncate(target, step.index);
    path_ = step.up;
    leave();
    return true;
}

bool Reader::read_array(const TypeInfo& info, void* target) {
    if (peek() != '[') return wrong_type("a list");
    if (!enter()) return false;
    Step step{path_, {}, 0};
    path_ = &step;
    const bool ok = each_element([&] {
        const bool fits = step.index < info.length;
        const bool fine =
            fits ? value(*info.element, static_cast<char*>(target) + step.index * info.element->size) : skip_value();
        ++step.index;
        return fine;
    });
    if (!ok) return false;
    path_ = step.up;
    leave();
    if (step.index == info.length) return true;
    return misfit("expected " + std::to_string(info.length) + " elements, got " + std::to_string(step.index));
}

bool Reader::read_map(const TypeInfo& info, void* target) {
    if (peek() != '{') return wrong_type("an object");
    if (!enter()) return false;
    info.map->clear(target);
    Step step{path_, {}, 0};
    const bool ok = each_member(&step, [&](std::string_view key) {
        void* slot = info.map->insert(target, key);
        if (!slot) {
            if (options_.duplicate_keys == DuplicateKeys::reject)
                return fail(JsonErrc::duplicate_key, "this name occurs twice");
            slot = info.map->find(target, key);
        }
        return value(*info.element, slot);
    });
    if (!ok) return false;
    path_ = step.up;
    leave();
    return true;
}

const Field* Reader::find_field(const TypeInfo& info, const Field* expected, std::string_view key) const {
    // Names mostly come in order, some left out: look onwards from where the last was found, then from the start.
    const auto fields = info.object->fields();
    for (const Field* f = expected; f != fields.end(); ++f) {
        if (f->key == key) return f;
    }
    for (const Field* f = fields.begin(); f != expected; ++f) {
        if (f->key == key) return f;
    }
    return nullptr;
}

bool Reader::read_field(const TypeInfo& info, void* target, Progress& progress) {
    const auto fields = info.object->fields();
    Step& step = progress.step;
    const Field* field = progress.expected;
    // "key": as our own writer would have it, in the order of declaration.
    if (field != fields.end() && starts_with_key(at_, static_cast<std::size_t>(end_ - at_), field->quoted.data() + 1,
                                                 field->quoted.size() - 1)) {
        at_ += field->quoted.size() - 1;
        skip_space();
        step.name = field->key;
    } else {
        std::string_view key;
        path_ = step.up;  // an error in a name is not the last field's
        if (!scan_key(key, progress.kept)) return false;
        path_ = &step;
        step.name = key;
        field = find_field(info, field, key);
        if (!field) {
            if (options_.unknown_fields == UnknownFields::reject && !misfit("is not a known field")) return false;
            return skip_value();
        }
    }
    const std::uint64_t bit = std::uint64_t{1} << field->index;
    if ((progress.seen & bit) && options_.duplicate_keys == DuplicateKeys::reject) {
        return fail(JsonErrc::duplicate_key, "this name occurs twice");
    }
    progress.seen |= bit;
    progress.expected = field + 1;
    return value(*field->type, field->address(target));
}

bool Reader::read_object(const TypeInfo& info, void* target) {
    if (peek() != '{') return wrong_type("an object");
    if (!enter()) return false;
    Progress progress{{path_, ""}, info.object->first, 0, {}};
    ++at_;
    skip_space();
    if (peek() == '}') {
        ++at_;
    } else {
        path_ = &progress.step;
        for (bool more = true; more;) {
            if (!read_field(info, target, progress) || !next_or_end('}', more)) return false;
        }
        path_ = progress.step.up;
    }
    leave();
    const std::size_t count = info.object->count;
    const std::uint64_t all = count == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
    return progress.seen == all || finish_object(info, target, progress.seen);
}

// Absent fields: required ones are misfits, the others go back to their defaults.
bool Reader::finish_object(const TypeInfo& info, void* target, std::uint64_t seen) {
    std::uint64_t bit = 1;
    for (const Field& field : info.object->fields()) {
        if (!(seen & bit)) {
            const Kind kind = field.type->kind;
            if (field.required && options_.source == Source::forms && (kind == Kind::boolean || kind == Kind::list)) {
                if (kind == Kind::list) field.type->list->truncate(field.address(target), 0);
                else *static_cast<bool*>(field.address(target)) = false;
            } else if (field.required) {
                Step step{path_, field.key, 0};
                path_ = &step;
                if (!misfit("is missing")) return false;
                path_ = step.up;
            } else {
                field.reset(field.address(target));
            }
        }
        bit <<= 1;
    }
    return true;
}

// ---- errors

std::string path_text(const Step* step) {
    constexpr std::size_t longest_name = 64, longest_path = 256;
    if (!step) return {};
    std::string text = path_text(step->up);
    if (text.size() > longest_path) return text;
    if (!text.empty()) text += '.';
    if (!step->name.data()) return text += std::to_string(step->index);
    std::string_view name = step->name;
    if (name.size() > longest_name) {
        std::size_t cut = longest_name;
        while (cut > 0 && (static_cast<unsigned char>(name[cut]) & 0xC0) == 0x80) --cut;
        return text.append(name.substr(0, cut)) += "\u2026";
    }
    return text += name;
}

bool Reader::misfit(std::string_view what) {
    std::string path = path_text(path_);
    if (misfits_.empty()) {
        failed_at_ = at_;
        code_ = JsonErrc::wrong_shape;
        failure_ = path.empty() ? std::string(what) : path + ": " + std::string(what);
    }
    misfits_.push_back({std::move(path), std::string(what)});
    if (misfits_.size() < options_.max_field_errors) return true;
    failed_ = true;
    return false;
}

bool Reader::misfit_at(const char* where, std::string_view what) {
    const char* const behind = std::exchange(at_, where);
    const bool go_on = misfit(what);
    at_ = behind;
    return go_on;
}

bool Reader::fail(JsonErrc code, std::string_view what) {
    if (failed_) return false;
    failed_ = true;
    code_ = code;
    failed_at_ = at_;
    failure_ = path_text(path_);
    if (!failure_.empty()) failure_ += ": ";
    failure_ += what;
    return false;
}

bool Reader::wrong_type(std::string_view wanted) {
    std::string what = "expected ";
    what += wanted;
    switch (peek()) {
        case '{': what += ", got an object"; break;
        case '[': what += ", got a list"; break;
        case '"': what += ", got text"; break;
        case 't':
        case 'f': what += ", got true or false"; break;
        case 'n': what += ", got null"; break;
        case '-': what += ", got a number"; break;
        default:
            if (peek() >= '0' && peek() <= '9') what += ", got a number";
            else return fail(JsonErrc::syntax, at_ == end_ ? "expected a value, got the end" : "expected a value");
    }
    return misfit(what) && skip_value();
}

bool Reader::from_form(const TypeInfo& info, void* target, std::string_view wanted) {
    if (options_.source != Source::forms || peek() != '"') return wrong_type(wanted);
    if (info.kind == Kind::list) {
        info.list->truncate(target, 0);
        return value(*info.element, info.list->slot(target, 0));
    }
    const char* const start = at_;
    std::string_view text;
    if (!scan_string(text)) return false;
    const Result<> read = reflect::read_text(info, target, text);
    return read || misfit_at(start, read.error().text());
}

std::string Reader::place(const char* where) const {
    std::size_t line = 1;
    const char* start = begin_;
    for (const char* p = begin_; p != where; ++p) {
        if (*p == '\n') {
            ++line;
            start = p + 1;
        }
    }
    const std::string_view before(start, static_cast<std::size_t>(where - start));
    return "at line " + std::to_string(line) + ", column " + std::to_string(count_code_points(before) + 1);
}

Error Reader::to_error() {
    Error error(code_, place(failed_at_) + ": " + failure_);
    if (code_ == JsonErrc::wrong_shape) {
        for (const FieldError& m : misfits_) error.add_field(m.path, m.message);
    }
    return error;
}

}  // namespace detail
}  // namespace json
}  // namespace kaon::inline v0
