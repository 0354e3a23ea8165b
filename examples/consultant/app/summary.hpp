// Summary: one line of the history, as the pages show it and the API gives it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace consultant {

struct Summary {
    std::int64_t id = 0;
    std::string created_at;  // "2026-11-20T09:14:00Z"
    std::string language;    // "en", "ru"
    std::string form;        // "basic", "pro"
    std::string question;    // its beginning
    std::string verdict;     // "move", "stay"...
};

inline constexpr std::size_t shown_in_history = 20;
inline constexpr std::int64_t shown_of_question = 240;  // code points

// "2026-11-20 09:14 UTC" from "2026-11-20T09:14:00Z".
inline std::string shown_time(std::string_view time) {
    return std::string(time.substr(0, 10)).append(" ").append(time.substr(11, 5)).append(" UTC");
}

}  // namespace consultant
