// Lines, fields, events.
#include "kaon/client/event_reader.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "kaon/base/ascii.hpp"
#include "kaon/base/utf8.hpp"
#include "kaon/client/error.hpp"
#include "kaon/http/headers.hpp"

namespace kaon::inline v0::client {

namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

std::string as_utf8(std::string text) {
    if (is_utf8(text)) return text;
    std::string good;
    for (std::string_view rest = text; !rest.empty();) {
        const std::size_t length = code_point_length(rest);
        if (length) good += rest.substr(0, length);
        else append_utf8(good, 0xFFFD);
        rest.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return good;
}

}  // namespace

// Whether a whole line is in line_. CR, LF and CRLF end one.
bool EventReader::take_line() {
    if (after_cr_ && !rest_.empty()) {
        after_cr_ = false;
        if (rest_.front() == '\n') rest_.remove_prefix(1);
    }
    const std::size_t end = rest_.find_first_of("\r\n");
    line_ += rest_.substr(0, end);
    // The byte order mark is no part of the line, also of one that has not ended yet.
    if (at_begin_ && (line_.size() >= byte_order_mark.size() || end != std::string_view::npos)) {
        at_begin_ = false;
        if (line_.starts_with(byte_order_mark)) line_.erase(0, byte_order_mark.size());
    }
    if (end == std::string_view::npos) {
        rest_ = {};
        return false;
    }
    after_cr_ = rest_[end] == '\r';
    rest_.remove_prefix(end + 1);
    return true;
}

Result<std::optional<Event>> EventReader::next() {
    while (take_line() && line_.size() <= limit_) {
        const bool complete = field();
        line_.clear();
        if (data_.size() > limit_) break;
        if (!complete) continue;
        // Without data there is no event, but an id counts.
        last_id_ = id_;
        std::string type = std::exchange(type_, {});
        if (data_.empty()) continue;
        data_.pop_back();
        Event event{.data = as_utf8(std::exchange(data_, {})), .id = last_id_};
        if (!type.empty()) event.type = as_utf8(std::move(type));
        return std::optional<Event>(std::move(event));
    }
    if (line_.size() > limit_ || data_.size() > limit_)
        return Error(ClientErrc::too_large).with_detail("an event of more than " + std::to_string(limit_) + " bytes");
    return std::optional<Event>();
}

bool EventReader::field() {
    if (line_.empty()) return true;
    const std::size_t colon = line_.find(':');
    const std::string_view name = std::string_view(line_).substr(0, colon);
    std::string_view value;
    if (colon != std::string::npos) value = std::string_view(line_).substr(colon + 1);
    if (value.starts_with(' ')) value.remove_prefix(1);
    if (name == "data") {
        data_ += value;
        data_ += '\n';
    } else if (name == "event") {
        type_ = value;
    } else if (name == "id" && http::is_field_value(value)) {  // it goes back in a field: Last-Event-ID
        id_ = as_utf8(std::string(value));
    } else if (name == "retry" && !value.empty() && std::ranges::all_of(value, ascii::is_digit)) {
        constexpr std::int64_t most = 24 * 3600 * 1000;
        std::int64_t milliseconds = most;
        std::from_chars(value.data(), value.data() + value.size(), milliseconds);
        retry_ = Duration::milliseconds(std::min(milliseconds, most));
    }
    return false;
}

void EventReader::begin_again() {
    rest_ = {};
    line_.clear();
    type_.clear();
    data_.clear();
    id_ = last_id_;
    after_cr_ = false;
    at_begin_ = true;
}

}  // namespace kaon::inline v0::client
