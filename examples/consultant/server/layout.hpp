// The frame of every page: head, header with the language switch, footer.
#pragma once

#include <string>
#include <string_view>

#include "kaon/ui/ui.hpp"
#include "server/texts.hpp"

namespace consultant {

struct Frame {
    Language language = Language::en;
    std::string title;
    std::string path = "/";  // where the language switch leads back to
    kaon::View head{};       // what else belongs there
};

kaon::View layout(const Frame& frame, const kaon::Children& content);

}  // namespace consultant
