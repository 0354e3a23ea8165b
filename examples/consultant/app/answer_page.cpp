// The answer's components.
#include "app/answer_page.hpp"

namespace consultant {

using namespace kaon;
using namespace kaon::html;

namespace {

View term(std::string_view kind, std::string_view label_text, const std::string& number) {
    return div(cls("sum-term"), cls("sum-" + std::string(kind)), dt(label_text), dd(number));
}

std::string with_sign(int number) {
    return number > 0 ? "+" + std::to_string(number) : number < 0 ? "\u2212" + std::to_string(-number) : "0";
}

View sum(const Texts& t, const Reasoning& reasoning) {
    return section(aria("label", t.sum_heading),
                   dl(cls("sum"), term("move", t.sum_move, std::to_string(reasoning.move)),
                      term("stay", t.sum_stay, std::to_string(reasoning.stay)),
                      term("hot_path", t.sum_hot_path, std::to_string(reasoning.hot_path)),
                      when(reasoning.other > 0, [&] { return term("other", t.sum_other, std::to_string(reasoning.other)); }),
                      term("balance", t.sum_balance, with_sign(reasoning.balance))));
}

View matched_words(const ReasonFact& fact) {
    return each(fact.matched, [](const std::string& words, std::size_t index) {
        return fragment(when(index > 0, View(fragment(", "))), mark(words));
    });
}

View source_of(const ReasonFact& fact) {
    if (fact.url.empty()) return fragment(fact.source);
    return a(href(fact.url), rel("noopener noreferrer"), fact.source);
}

View why_item(const Texts& t, const ReasonFact& fact) {
    const std::string weight = fact.direction == "stay" ? with_sign(-fact.weight)
                               : fact.direction == "move" ? with_sign(fact.weight)
                                                          : std::to_string(fact.weight);
    const std::string_view honesty = fact.honesty == "measured" ? t.why_measured
                                     : fact.honesty == "claim"  ? t.why_claimed
                                                                : t.why_judged;
    return li(cls("why-item"), span(cls("why-weight"), cls("why-weight-" + fact.direction), weight),
              div(p(cls("why-claim"), fact.emoji, " ", fact.reason),
                  p(cls("why-detail"), when(!fact.matched.empty(), [&] {
                        return fragment(t.why_matched, " ", matched_words(fact), "; ");
                    }), t.why_source, " ", source_of(fact), ", ", fact.published, " (", honesty, ")")));
}

View why(const Texts& t, const Reasoning& reasoning) {
    return details(cls("why"), summary(fill(t.why_summary, {{"count", std::to_string(reasoning.facts.size())}})),
                   div(cls("why-body"), p(cls("why-sum"), reasoning.sum, "; ", reasoning.rule),
                       ul(cls("why-list"), each(reasoning.facts, [&](const ReasonFact& fact) { return why_item(t, fact); }))));
}

}  // namespace

View answer_page(Language language, const Consultation& c, std::string_view answer_html) {
    const Texts& t = texts(language);
    const std::string number = std::to_string(c.id);
    return layout(
        {.language = language, .title = number + " · " + std::string(t.title), .path = "/c/" + number},
        div(cls("answer-page"),
            div(cls("answer-head"), verdict_badge(t, verdict_named(c.verdict), "verdict-badge-large"),
                span(fill(t.answer_kicker, {{"id", number}, {"time", shown_time(c.created_at)}}))),
            sum(t, c.reasoning), article(cls("card answer"), lang(c.language), trusted_html(answer_html)), why(t, c.reasoning),
            nav(cls("answer-actions"), a(cls("button"), href("/"), t.ask_again),
                a(cls("button button-secondary"), href("/c/" + number + ".md"), download(), t.download))));
}

View message_page(const MessagePage& message) {
    const Texts& t = texts(message.language);
    return layout({.language = message.language, .title = message.title, .path = message.path},
                  section(cls("message-page"), p(cls("message-code"), message.status), h1(message.title), p(message.text),
                          p(a(cls("button"), href("/"), t.back_home))));
}

}  // namespace consultant
