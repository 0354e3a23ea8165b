// The card, made anew with each answer.
#include "app/answer_card.hpp"

#include "app/badge.hpp"
#include "kaon/signal/effect.hpp"
#include "kaon/ui/ui.hpp"

namespace consultant {

using namespace kaon;
using namespace kaon::html;

namespace {

View card(const Inquiry& inquiry, const Answer& answer) {
    const Words& w = inquiry.words();
    const Summary& about = answer.summary;
    const std::string number = std::to_string(about.id), address = "/c/" + number;
    // Whoever listens or uses the keyboard is led here; the eye follows.
    effect([heading = inquiry.answer] {
        if (!heading.present()) return;
        heading.focus();
        heading.scroll_into_view();
    });
    return section(
        cls("card answer-card"), aria("labelledby", "answer-heading"),
        div(cls("answer-head"),
            h2(cls("answer-heading"), id("answer-heading"), tabindex(-1), ref(inquiry.answer),
               fill(w.answer_title, {{"id", number}})),
            verdict_badge(about.verdict, full_label(w, about.verdict, answer.better_language), BadgeSize::large),
            time(datetime(about.created_at), shown_time(about.created_at))),
        article(cls("answer"), lang(about.language), trusted_html(answer.html)),
        nav(cls("answer-actions"), aria("label", w.answer_actions), a(cls("button"), href(address), w.answer_page),
            a(cls("button button-secondary"), href(address + ".md"), download(), w.download)));
}

}  // namespace

View answer_card(const Inquiry& inquiry) {
    return fragment([inquiry]() -> View {
        const std::optional<Answer>& given = inquiry.asking.value();
        return given ? card(inquiry, *given) : View();
    });
}

}  // namespace consultant
