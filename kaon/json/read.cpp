// The reader's walk over the tables: which function reads which kind, containers, structs.
#include "kaon/json/read.hpp"

#include <algorithm>

#include "kaon/json/detail/reader.hpp"
#include "kaon/json/detail/scan.hpp"
#include "kaon/reflect/text.hpp"

namespace kaon::inline v0::json {

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
    if (depth_ >= std::min(options_.max_depth, deepest_nesting)) return fail(JsonErrc::too_deep, "nested too deeply");
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

}  // namespace detail
}  // namespace kaon::inline v0::json
