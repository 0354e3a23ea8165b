// The frame of every page: head, header with the language switch, footer.
#pragma once

#include <string>
#include <string_view>

#include "app/texts.hpp"
#include "kaon/ui/ui.hpp"

namespace consultant {

struct Frame {
    Language language = Language::en;
    std::string title;
    std::string path = "/";  // where the language switch leads back to
};

kaon::View layout(const Frame& frame, const kaon::Children& content);

enum class BadgeSize : std::uint8_t { normal, large };
kaon::View verdict_badge(Verdict verdict, std::string_view label, BadgeSize size = BadgeSize::normal);

}  // namespace consultant
