// The writer's walk over the tables, and its buffer.
#include "kaon/json/write.hpp"

#include <algorithm>
#include <cstring>

#include "kaon/json/detail/reader.hpp"
#include "kaon/json/detail/writer.hpp"

namespace kaon::inline v0::json {

void write_to(std::string& out, const reflect::TypeInfo& info, const void* value, const WriteOptions& options) {
    detail::Writer(out, options).value(info, value);
}

namespace detail {

// The string is stretched over its whole capacity while we write.
Writer::Writer(std::string& out, const WriteOptions& options) : out_(out), options_(options) {
    const std::size_t used = out.size();
    out.resize_and_overwrite(std::max(out.capacity(), used), [](char*, std::size_t n) { return n; });
    at_ = out.data() + used;
    end_ = out.data() + out.size();
}

Writer::~Writer() { out_.resize(static_cast<std::size_t>(at_ - out_.data())); }

void Writer::grow(std::size_t n) {
    const auto used = static_cast<std::size_t>(at_ - out_.data());
    const std::size_t wanted = std::max({used + n, used * 2, std::size_t{256}});
    out_.resize_and_overwrite(wanted, [](char*, std::size_t size) { return size; });
    at_ = out_.data() + used;
    end_ = out_.data() + out_.size();
}

void Writer::literal(std::string_view text) {
    reserve(text.size());
    std::memcpy(at_, text.data(), text.size());
    at_ += text.size();
}

void Writer::value(const TypeInfo& info, const void* value_at) {
    switch (info.kind) {
        case Kind::boolean: return literal(*static_cast<const bool*>(value_at) ? "true" : "false");
        case Kind::string: return string(*static_cast<const std::string*>(value_at));
        case Kind::view: return string(*static_cast<const std::string_view*>(value_at));
        case Kind::float64: return real(*static_cast<const double*>(value_at));
        case Kind::float32: return real(*static_cast<const float*>(value_at));
        case Kind::object: return object(info, value_at);
        case Kind::list: return elements(*info.element, info.list->data(value_at), info.list->size(value_at));
        case Kind::array: return elements(*info.element, value_at, info.length);
        case Kind::map: return map(info, value_at);
        case Kind::enumeration: return enumeration(info, value_at);
        case Kind::optional: {
            const void* inner = info.optional->get(value_at);
            return inner ? value(*info.element, inner) : null();
        }
        case Kind::text: {
            std::string text;
            info.text->print(value_at, text);
            return string(text);
        }
        case Kind::opaque:
            if (info.opaque->domain != &json_domain) return null();
            return static_cast<const JsonOps*>(info.opaque->ops)->write(*this, value_at);
        default: return number(info, value_at);
    }
}

void Writer::number(const TypeInfo& info, const void* value_at) {
    if (info.is_signed()) whole(reflect::load_signed(value_at, info.size));
    else natural(reflect::load_unsigned(value_at, info.size));
}

void Writer::enumeration(const TypeInfo& info, const void* value_at) {
    if (const reflect::EnumEntry* entry = reflect::find_entry(info, value_at)) return string(entry->name);
    whole(reflect::load_signed(value_at, info.size));
}

void Writer::object(const TypeInfo& info, const void* value_at) {
    if (!enter()) return null();
    byte('{');
    bool first = true;
    for (const Field& field : info.object->fields()) {
        const void* member = field.address(value_at);
        if (options_.empty == Empty::omitted && field.type->kind == Kind::optional &&
            !field.type->optional->get(member)) {
            continue;
        }
        // The text ,"name": without its comma the first time; 16 bytes at a time, which its padding allows.
        const char* key = field.quoted.data() + first;
        const std::size_t size = field.quoted.size() - first;
        reserve(size + 16);
        for (std::size_t i = 0; i < size; i += 16) std::memcpy(at_ + i, key + i, 16);
        at_ += size;
        first = false;
        value(*field.type, member);
    }
    byte('}');
    leave();
}

void Writer::elements(const TypeInfo& element, const void* first, std::size_t count) {
    if (!enter()) return null();
    byte('[');
    const char* at = static_cast<const char*>(first);
    for (std::size_t i = 0; i < count; ++i, at += element.size) {
        if (i != 0) byte(',');
        value(element, at);
    }
    byte(']');
    leave();
}

void Writer::map(const TypeInfo& info, const void* value_at) {
    if (!enter()) return null();
    struct Context {
        Writer& writer;
        const TypeInfo& element;
        char before;
    } context{*this, *info.element, '{'};
    info.map->each(value_at, &context, [](void* c, std::string_view key, const void* at) {
        auto& [writer, element, before] = *static_cast<Context*>(c);
        writer.byte(before);
        before = ',';
        writer.string(key);
        writer.byte(':');
        writer.value(element, at);
    });
    if (context.before == '{') byte('{');
    byte('}');
    leave();
}

}  // namespace detail
}  // namespace kaon::inline v0::json
