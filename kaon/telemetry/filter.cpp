// Parsing and applying level filters.
#include "kaon/telemetry/filter.hpp"

#include <string>

#include "kaon/base/ascii.hpp"

namespace kaon::inline v0::telemetry {

namespace {
Error not_understood(std::string_view part) {
    return Error(Errc::invalid, "a log filter is a list such as \"info,web=debug,sql=warn\"; not understood: \"" +
                                    std::string(part.substr(0, 80)) + "\"");
}
}  // namespace

Result<Filter> Filter::parse(std::string_view text) {
    Filter filter;
    while (!text.empty()) {
        const auto comma = text.find(',');
        const std::string_view part = ascii::trimmed(text.substr(0, comma));
        text = comma == text.npos ? std::string_view() : text.substr(comma + 1);
        if (part.empty()) continue;

        const auto equals = part.find('=');
        if (equals == part.npos) {
            if (!telemetry::parse(part, filter.otherwise_)) return not_understood(part);
            continue;
        }
        const std::string_view target = ascii::trimmed(part.substr(0, equals));
        Rule rule{};
        if (target.empty() || target.size() > longest_target || filter.count_ == most_rules ||
            !telemetry::parse(ascii::trimmed(part.substr(equals + 1)), rule.level)) {
            return not_understood(part);
        }
        target.copy(rule.target, target.size());
        rule.size = static_cast<std::uint8_t>(target.size());
        filter.rules_[filter.count_++] = rule;
    }
    return filter;
}

Level Filter::level_of(std::string_view target) const {
    Level level = otherwise_;
    std::size_t longest = 0;
    for (std::size_t i = 0; i < count_; ++i) {
        const Rule& rule = rules_[i];
        const bool covers = rule.size >= longest && target.starts_with(std::string_view(rule.target, rule.size)) &&
                            (target.size() == rule.size || target[rule.size] == '.');
        if (!covers) continue;
        longest = rule.size;
        level = rule.level;
    }
    return level;
}

Level Filter::lowest() const {
    Level level = otherwise_;
    for (std::size_t i = 0; i < count_; ++i) {
        if (rules_[i].level < level) level = rules_[i].level;
    }
    return level;
}

}  // namespace kaon::inline v0::telemetry
