// One line for each cause and minute.
#include "kaon/transport/detail/cause_log.hpp"

#include <algorithm>

#include "kaon/transport/detail/log.hpp"

namespace kaon::inline v0::transport::detail {

namespace {

constexpr std::size_t most_causes = 32;
constexpr Duration pause = Duration::milliseconds(60'000);

}  // namespace

void CauseLog::tell(std::string_view what, std::string_view cause, Instant now) {
    auto entry = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.cause == cause; });
    if (entry == entries_.end()) {
        if (entries_.size() < most_causes) entries_.push_back({.cause = std::string(cause), .again = now});
        entry = entries_.end() - 1;
    }
    if (now < entry->again) {
        ++entry->unsaid;
        return;
    }
    transport_log.info(what, {{"cause", cause}, {"times", std::exchange(entry->unsaid, 0) + 1}});
    entry->again = now + pause;
}

}  // namespace kaon::inline v0::transport::detail
