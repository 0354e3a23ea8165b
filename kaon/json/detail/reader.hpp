// The reader behind json::read: one pass over the text, driven by type tables.
//
// Rules: every function that reads a value starts at its first byte (space skipped) and ends behind its last. `false`
// means the text cannot be read on (failure_ is set). A value that is JSON and does not fit is noted, skipped, and
// reading goes on, so that all misfits are found.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kaon/json/error.hpp"
#include "kaon/json/options.hpp"
#include "kaon/reflect/type_info.hpp"

namespace kaon::inline v0::json::detail {

using reflect::Field;
using reflect::Kind;
using reflect::TypeInfo;

// One step of the path to the value that is being read; lives on the stack of the function that reads the container.
struct Step {
    const Step* up;
    std::string_view name;   // of the field or key; null data: a list, and `index` counts
    std::size_t index = 0;
};

// A number as its grammar has it: value = digits * 10^exponent, when `exact`; else `text` must be parsed at length.
struct Number {
    std::string_view text;
    std::uint64_t digits = 0;
    std::int32_t exponent = 0;
    bool negative = false;
    bool whole = true;  // no fraction, no exponent
    bool exact = true;  // all digits are in `digits`
};

// How far a struct has been read.
struct Progress {
    Step step;
    const Field* expected;   // the field whose name should come next
    std::uint64_t seen = 0;  // bit per field
    std::string kept;        // a name that had escapes; `step` may point to it
};

class Reader {
public:
    Reader(std::string_view text, const Options& options)
        : begin_(text.data()), at_(begin_), end_(begin_ + text.size()), options_(options) {}

    Result<> document(const TypeInfo& info, void* target);

    // For types that bring their own reader.
    bool value(const TypeInfo& info, void* target);
    bool skip_value();
    bool scan_string(std::string_view& raw_or_scratch);  // at '"'; the text lives until the next call
    bool scan_number(Number& number);
    [[gnu::cold]] bool
    misfit(std::string_view what);  // notes `what` for the present path; false when there are too many
    [[gnu::cold]] bool misfit_at(const char* where, std::string_view what);
    [[gnu::cold]] bool fail(JsonErrc code, std::string_view what);
    bool enter();
    void leave() { --depth_; }
    bool expect_literal(std::string_view literal);
    char peek() const { return at_ < end_ ? *at_ : '\0'; }
    void skip_space() {
        if (at_ < end_ && static_cast<unsigned char>(*at_) > ' ') return;
        skip_more_space();
    }
    const char* at() const { return at_; }
    const Options& options() const { return options_; }
    const Step*& path() { return path_; }

    // At '[' or '{': calls item() or item(key) at the first byte of each value. `step` (or null) is kept at the present
    // key.
    template <class Item>
    bool each_element(Item item);
    template <class Item>
    bool each_member(Step* step, Item item);

private:
    bool read_bool(const TypeInfo& info, void* target);
    bool read_integer(const TypeInfo& info, void* target);
    bool read_short_integer(const TypeInfo& info, void* target);
    bool read_real(const TypeInfo& info, void* target);
    bool read_string(void* target);
    bool read_long_string(std::string& out);
    bool read_enum(const TypeInfo& info, void* target);
    bool read_text(const TypeInfo& info, void* target);
    bool read_optional(const TypeInfo& info, void* target);
    bool read_list(const TypeInfo& info, void* target);
    bool read_array(const TypeInfo& info, void* target);
    bool read_map(const TypeInfo& info, void* target);
    bool read_object(const TypeInfo& info, void* target);
    bool read_field(const TypeInfo& info, void* target, Progress& progress);
    [[gnu::noinline]] bool finish_object(const TypeInfo& info, void* target, std::uint64_t seen);
    const Field* find_field(const TypeInfo& info, const Field* expected, std::string_view key) const;

    [[gnu::noinline]] void skip_more_space();
    bool scan_key(std::string_view& key, std::string& kept);  // name and colon; `kept` holds a name that had escapes
    bool scan_plain(std::string_view& text, bool& ended);
    bool scan_escaped(std::string& out);
    bool scan_escape(std::string& out);
    bool scan_hex4(std::uint32_t& unit);
    [[gnu::cold]] bool wrong_type(std::string_view wanted);
    // A value that is no JSON of its type: from a form's text, if it is one.
    [[gnu::cold]] bool from_form(const TypeInfo& info, void* target, std::string_view wanted);
    bool next_or_end(char close, bool& more);
    std::string place(const char* where) const;
    Error to_error();

    const char* begin_;
    const char* at_;
    const char* end_;
    const Options& options_;
    std::size_t depth_ = 0;
    const Step* path_ = nullptr;
    std::string scratch_;

    bool failed_ = false;
    JsonErrc code_ = JsonErrc::syntax;
    const char* failed_at_ = nullptr;
    std::string failure_;  // what was wrong; for misfits the first of them, with its path
    std::vector<FieldError> misfits_;
};

std::string path_text(const Step* step);

template <class Item>
bool Reader::each_element(Item item) {
    ++at_;
    skip_space();
    if (peek() == ']') return ++at_, true;
    for (bool more = true; more;) {
        if (!item() || !next_or_end(']', more)) return false;
    }
    return true;
}

template <class Item>
bool Reader::each_member(Step* step, Item item) {
    ++at_;
    skip_space();
    if (peek() == '}') return ++at_, true;
    std::string kept;  // outlives the step's view of it
    for (bool more = true; more;) {
        std::string_view key;
        if (step) path_ = step->up;  // an error in a name is not the last member's
        if (!scan_key(key, kept)) return false;
        if (step) {
            step->name = key;
            path_ = step;
        }
        if (!item(key) || !next_or_end('}', more)) return false;
    }
    return true;
}

// The magnitude of a whole number; false when it has more than 64 bits or is not whole.
bool to_natural(const Number& number, std::uint64_t& magnitude);
// Correctly rounded; false when too large for a double.
bool to_double(const Number& number, double& out);
// `digits * 10^exponent` correctly rounded, for exponents from -19 to 19; false outside.
bool small_decimal(std::uint64_t digits, std::int32_t exponent, double& out);

// What a class that reads and writes its own JSON brings (json::Value, json::Raw), as reflect::Opaque::ops.
class Writer;
struct JsonOps {
    bool (*read)(Reader& reader, void* target);
    void (*write)(Writer& writer, const void* value);
};
inline constexpr char json_domain = 'j';

}  // namespace kaon::inline v0::json::detail
