// Headers: the fields of a message, in order, names compared without case (RFC 9110, section 5).
//
//   response.headers.set("cache-control", "no-cache");     // literals are borrowed and checked by the compiler
//   response.headers.append("set-cookie", cookie_text);    // anything else is checked and copied
//   if (auto type = request.headers.get("content-type")) ...
//
// A name or value that could break the framing (CR, LF, NUL, a name that is no token) is never stored: the Headers
// become `broken()`, and the server answers 500 instead of sending them.
// Threads: a value. Views from get() are valid until the field is changed or the Headers die or move.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "kaon/base/ascii.hpp"
#include "kaon/base/static_text.hpp"

namespace kaon::inline v0::http {

// RFC 9110, section 5.6.2.
constexpr bool is_token_char(char c) {
    return ascii::is_letter_or_digit(c) ||
           (c != 0 && std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos);
}
constexpr bool is_token(std::string_view text) {
    for (char c : text) {
        if (!is_token_char(c)) return false;
    }
    return !text.empty();
}
// RFC 9110, section 5.5: visible characters, space, tab, and bytes from 0x80 on.
constexpr bool is_field_value(std::string_view text) {
    for (char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte < 0x20 && byte != '\t') || byte == 0x7f) return false;
    }
    return true;
}
bool equals_ignoring_case(std::string_view a, std::string_view b);

// A field name or value that is a literal, checked when it is compiled.
class FieldName {
public:
    consteval FieldName(const char* literal) : text_(literal) {
        if (!is_token(text_)) throw "a field name is a token: letters, digits and !#$%&'*+-.^_`|~";
    }
    constexpr std::string_view view() const { return text_; }

private:
    std::string_view text_;
};
class StaticFieldValue {
public:
    consteval StaticFieldValue(const char* literal) : text_(literal) {
        if (!is_field_value(text_)) throw "a field value has no control characters";
    }
    constexpr std::string_view view() const { return text_; }

private:
    std::string_view text_;
};

class Headers {
public:
    struct Field {
        std::string_view name;
        std::string_view value;
    };

    Headers() {}
    Headers(Headers&& other) noexcept { take(other); }
    Headers& operator=(Headers&& other) noexcept {
        if (this == &other) return *this;
        if (heap_ || chunks_) [[unlikely]]
            free_memory();
        take(other);
        return *this;
    }
    ~Headers() {
        if (heap_ || chunks_) [[unlikely]]
            free_memory();
    }
    Headers copy() const;

    // The first field of that name.
    std::optional<std::string_view> get(std::string_view name) const [[clang::lifetimebound]];
    bool has(std::string_view name) const { return find(name) != nullptr; }
    const Field* begin() const { return fields(); }
    const Field* end() const { return fields() + size_; }
    std::size_t size() const { return size_; }
    bool broken() const { return broken_; }

    // Replaces all fields of that name.
    void set(FieldName name, StaticFieldValue value);
    template <RuntimeText V>
    void set(FieldName name, const V& value) {
        set_value(name, value);
    }
    // Adds one more.
    void append(FieldName name, StaticFieldValue value) { borrow(name.view(), value.view()); }
    template <RuntimeText V>
    void append(FieldName name, const V& value) {
        append_value(name, value);
    }
    // The same for names that are known at run time only.
    void set_copy(std::string_view name, std::string_view value);
    void append_copy(std::string_view name, std::string_view value);
    void remove(std::string_view name);
    // Keeps memory for as many fields, and a little for their text.
    void clear() {
        size_ = 0;
        broken_ = false;
        if (chunks_) [[unlikely]]
            forget_copies();
    }

    // For parsers: stores the views themselves, which must outlive the Headers, unchecked.
    void borrow(std::string_view name, std::string_view value) {
        if (size_ == capacity_) [[unlikely]]
            grow();
        fields()[size_++] = {name, value};
    }
    // The same, in the place of the value of the first field of that name, which is there.
    void borrow_instead(std::string_view name, std::string_view value);

private:
    struct Chunk;
    static constexpr std::uint32_t inline_fields = 6;

    Field* fields() { return heap_ ? heap_ : inline_; }
    const Field* fields() const { return heap_ ? heap_ : inline_; }
    const Field* find(std::string_view name) const;
    void set_value(FieldName name, std::string_view value);
    void append_value(FieldName name, std::string_view value);
    std::string_view keep(std::string_view text);
    void forget_copies();
    void drop_copies();
    void free_memory();
    void grow();
    // For a Headers that owns no memory; `other` is empty afterwards. A response is moved several times on its way.
    void take(Headers& other) {
        size_ = other.size_;
        capacity_ = other.capacity_;
        heap_ = other.heap_;
        chunks_ = other.chunks_;
        broken_ = other.broken_;
        if (!heap_) [[likely]] {
            for (std::uint32_t i = 0; i < size_; ++i) inline_[i] = other.inline_[i];
        }
        other.size_ = 0;
        other.capacity_ = inline_fields;
        other.heap_ = nullptr;
        other.chunks_ = nullptr;
        other.broken_ = false;
    }

    union {
        Field inline_[inline_fields];  // only the first size_ are set
    };
    Field* heap_ = nullptr;  // all of them, when they are more
    Chunk* chunks_ = nullptr;  // copied text
    std::uint32_t size_ = 0;
    std::uint32_t capacity_ = inline_fields;
    bool broken_ = false;
};

}  // namespace kaon::inline v0::http
