// Look-ups in the rule base.
#include "knowledge.hpp"

#include <algorithm>

namespace consultant {

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
