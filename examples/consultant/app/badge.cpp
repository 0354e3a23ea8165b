// A badge is one span with the verdict in its class.
#include "app/badge.hpp"

namespace consultant {

using namespace kaon::html;

kaon::View verdict_badge(std::string_view verdict, std::string_view label_text, BadgeSize size) {
    return span(cls("verdict-badge"), cls("verdict-badge-large", size == BadgeSize::large),
                cls(std::string("verdict-").append(verdict)), label_text);
}

std::string full_label(const Words& words, std::string_view verdict, std::string_view better_language) {
    std::string label(verdict_label(words, verdict));
    if (!better_language.empty()) label.append(": ").append(better_language);
    return label;
}

}  // namespace consultant
