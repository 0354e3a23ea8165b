// What the reader says of a text that it could not read: codes, the path to the value, the place in the text.
#include "kaon/json/error.hpp"

#include <utility>

#include "kaon/base/ascii.hpp"
#include "kaon/base/utf8.hpp"
#include "kaon/json/detail/reader.hpp"

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

namespace json::detail {

std::string path_text(const Step* step) {
    constexpr std::size_t longest_name = 64, longest_path = 256;
    if (!step) return {};
    std::string text = path_text(step->up);
    if (text.size() > longest_path) return text;
    if (!text.empty()) text += '.';
    if (!step->name.data()) return text += std::to_string(step->index);
    const std::string_view name = step->name;
    if (name.size() > longest_name) return text.append(utf8_prefix(name, longest_name)) += "\u2026";
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
            if (ascii::is_digit(peek())) what += ", got a number";
            else return fail(JsonErrc::syntax, at_ == end_ ? "expected a value, got the end" : "expected a value");
    }
    return misfit(what) && skip_value();
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

}  // namespace json::detail
}  // namespace kaon::inline v0
