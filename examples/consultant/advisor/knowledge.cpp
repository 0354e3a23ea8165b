// Names of verdicts and their kin; look-ups in the rule base.
#include "advisor/knowledge.hpp"

#include <algorithm>

namespace consultant {

namespace {

constexpr std::string_view verdict_names[] = {"move", "hot_path_only", "stay", "other_language", "unclear"};
constexpr std::string_view direction_names[] = {"move", "stay", "hot_path", "other", "info"};
constexpr std::string_view honesty_names[] = {"measured", "claim", "judgement"};

template <class Enum, std::size_t N>
std::optional<Enum> find_name(const std::string_view (&names)[N], std::string_view name) {
    const auto* found = std::ranges::find(names, name);
    if (found == std::end(names)) return std::nullopt;
    return static_cast<Enum>(found - names);
}

}  // namespace

std::string_view name(Verdict verdict) { return verdict_names[static_cast<std::size_t>(verdict)]; }
std::string_view name(Direction direction) { return direction_names[static_cast<std::size_t>(direction)]; }
std::string_view name(Honesty honesty) { return honesty_names[static_cast<std::size_t>(honesty)]; }

std::optional<Verdict> verdict_named(std::string_view name) { return find_name<Verdict>(verdict_names, name); }
std::optional<Direction> direction_named(std::string_view name) { return find_name<Direction>(direction_names, name); }
std::optional<Honesty> honesty_named(std::string_view name) { return find_name<Honesty>(honesty_names, name); }

bool Conditions::hold(const std::vector<bool>& fired) const {
    const auto has = [&](FactIndex fact) { return static_cast<bool>(fired[fact]); };
    return std::ranges::all_of(all, has) && (any.empty() || std::ranges::any_of(any, has)) &&
           std::ranges::none_of(none, has);
}

const Text& Knowledge::say(std::string_view key) const {
    static const Text nothing;
    const auto found = std::ranges::find(prose, key, &std::pair<std::string, Text>::first);
    return found == prose.end() ? nothing : found->second;
}

const StackEntry* Knowledge::stack(std::string_view id) const {
    const auto found = std::ranges::find(stacks, id, &StackEntry::id);
    return found == stacks.end() ? nullptr : &*found;
}

}  // namespace consultant
