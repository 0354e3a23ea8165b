// The page of one consultation: verdict, sum, the answer, and the "why" that unfolds; and the page for what is not
// there.
#pragma once

#include "server/consultation.hpp"
#include "server/layout.hpp"

namespace consultant {

// `answer_html`: the answer's Markdown, rendered with raw HTML off.
kaon::View answer_page(Language language, const Consultation& consultation, std::string_view answer_html);

struct MessagePage {
    Language language = Language::en;
    int status = 404;
    std::string title;
    std::string text;
    std::string path = "/";
};
kaon::View message_page(const MessagePage& message);

}  // namespace consultant
