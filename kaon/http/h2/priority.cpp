// Reading the dictionary member by member.
#include "kaon/http/h2/priority.hpp"

#include <algorithm>

namespace kaon::inline v0::http::h2 {

namespace {

bool is_key(std::string_view key) {
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' || c == '*';
    };
    return !key.empty() && ((key[0] >= 'a' && key[0] <= 'z') || key[0] == '*') &&
           std::all_of(key.begin(), key.end(), fits);
}

std::string_view trim(std::string_view text) {
    const std::size_t from = text.find_first_not_of(" \t");
    if (from == text.npos) return {};
    return text.substr(from, text.find_last_not_of(" \t") + 1 - from);
}

// `value` is what follows "key=", or nothing for a key alone. Values of another type are passed over.
void take(Priority& priority, std::string_view key, std::optional<std::string_view> value) {
    if (key == "u" && value && value->size() == 1 && (*value)[0] >= '0' && (*value)[0] <= '7')
        priority.urgency = static_cast<std::uint8_t>((*value)[0] - '0');
    if (key == "i" && (!value || value == "?1")) priority.incremental = true;
    if (key == "i" && value == "?0") priority.incremental = false;
}

}  // namespace

// https://www.rfc-editor.org/rfc/rfc8941#section-4.2.2
std::optional<Priority> parse_priority(std::string_view value) {
    Priority priority;
    value = trim(value);
    while (!value.empty()) {
        const std::size_t comma = value.find(',');
        std::string_view member = trim(value.substr(0, comma));
        if (comma != value.npos && trim(value.substr(comma + 1)).empty()) return std::nullopt;
        value = comma == value.npos ? std::string_view() : trim(value.substr(comma + 1));
        member = trim(member.substr(0, member.find(';')));  // parameters mean nothing here
        const std::size_t equals = member.find('=');
        const std::string_view key = member.substr(0, equals);
        if (!is_key(key)) return std::nullopt;
        if (equals == member.npos) {
            take(priority, key, std::nullopt);
            continue;
        }
        const std::string_view item = member.substr(equals + 1);
        if (item.empty() || item.front() == ' ') return std::nullopt;
        take(priority, key, item);
    }
    return priority;
}

}  // namespace kaon::inline v0::http::h2
