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

kaon::View verdict_badge(const Texts& texts, Verdict verdict, std::string_view more_classes = "");

}  // namespace consultant
