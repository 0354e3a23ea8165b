// The pieces under each other.
#include "app/front.hpp"

#include "app/answer_card.hpp"
#include "app/history.hpp"
#include "app/question_form.hpp"
#include "kaon/ui/ui.hpp"

namespace consultant {

using namespace kaon;
using namespace kaon::html;

namespace {

View principles(const Words& w) {
    return section(aria("labelledby", "principles-heading"), h2(id("principles-heading"), w.principles_heading),
                   ul(cls("principles"), li(strong(w.principle_frank), " ", w.principle_frank_text),
                      li(strong(w.principle_traceable), " ", w.principle_traceable_text),
                      li(strong(w.principle_private), " ", w.principle_private_text)));
}

}  // namespace

View front(const FrontProps& props) {
    const Words& w = words(language_named(props.language));
    const Inquiry inquiry(props);
    return fragment(question_form(inquiry), answer_card(inquiry), principles(w), history(inquiry));
}

}  // namespace consultant
