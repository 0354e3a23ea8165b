// The coloured word that says what came out.
#pragma once

#include "app/words.hpp"
#include "kaon/ui/ui.hpp"

namespace consultant {

enum class BadgeSize : std::uint8_t { normal, large };
// `verdict`: its short name, "move" or "stay".
kaon::View verdict_badge(std::string_view verdict, std::string_view label, BadgeSize size = BadgeSize::normal);

// The verdict's label, with the language that fits better where there is one: "Another language: Go".
std::string full_label(const Words& words, std::string_view verdict, std::string_view better_language);

}  // namespace consultant
