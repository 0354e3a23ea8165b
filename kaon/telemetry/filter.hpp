// Filter: which level each target logs from, as people write it in a setting.
//
//   Filter::parse("info,web=debug,sql=warn")      // a bare level is for every other target; the default is info
//
// The longest target that is a prefix of the event's, up to a dot, wins: "sql" covers "sql.pool", not "sqlite".
// Limits: 32 rules, names of 63 bytes. Threads: a value.
#pragma once

#include <string_view>

#include "kaon/base/result.hpp"
#include "kaon/telemetry/level.hpp"

namespace kaon::inline v0::telemetry {

class Filter {
public:
    constexpr Filter() = default;
    constexpr Filter(Level everything) : otherwise_(everything) {}

    // Errors: Errc::invalid, naming the part that is not understood.
    static Result<Filter> parse(std::string_view text);

    Level level_of(std::string_view target) const;
    // The lowest level of all rules: below it nothing passes, whatever its target.
    Level lowest() const;

private:
    static constexpr std::size_t most_rules = 32;
    static constexpr std::size_t longest_target = 63;
    struct Rule {
        char target[longest_target + 1];
        std::uint8_t size;
        Level level;
    };

    Rule rules_[most_rules]{};
    std::size_t count_ = 0;
    Level otherwise_ = Level::info;
};

}  // namespace kaon::inline v0::telemetry
