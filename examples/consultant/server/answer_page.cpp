// The answer's components.
#include "server/answer_page.hpp"

#include "app/badge.hpp"

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
    return section(
        aria("label", t.sum_heading),
        dl(cls("sum"), term("move", t.sum_move, std::to_string(reasoning.move)),
           term("stay", t.sum_stay, std::to_string(reasoning.stay)),
           term("hot_path", t.sum_hot_path, std::to_string(reasoning.hot_path)),
           when(reasoning.other > 0, [&] { return term("other", t.sum_other, std::to_string(reasoning.other)); }),
           term("balance", t.sum_balance, with_sign(reasoning.balance))));
}

View matched_words(const Texts& t, const std::vector<std::string>& matched) {
    if (matched.empty()) return {};
    return fragment(t.why_matched, " ",
                    each(matched,
                         [](const std::string& words, std::size_t index) {
                             return fragment(when(index > 0, View(fragment(", "))), mark(dir("auto"), words));
                         }),
                    "; ");
}

View followed(const Texts& t, const std::vector<std::string>& follows) {
    if (follows.empty()) return {};
    return fragment(
        t.why_follows, " ",
        each(follows, [](const std::string& reason,
                         std::size_t index) { return fragment(when(index > 0, View(fragment(", "))), reason); }),
        "; ");
}

// Of a fact or a claim.
View source_of(const Texts& t, const auto& reason) {
    const std::string_view honesty = reason.honesty == "measured" ? t.why_measured
                                     : reason.honesty == "claim"  ? t.why_claimed
                                                                  : t.why_judged;
    const View title = reason.url.empty() ? View(fragment(reason.source))
                                          : View(a(href(reason.url), rel("noopener noreferrer"), reason.source));
    return fragment(t.why_source, " ", title, ", ", reason.published, " (", honesty, ")");
}

View fact_item(const Texts& t, const ReasonFact& fact) {
    const std::string weight = fact.direction == "stay"   ? with_sign(-fact.weight)
                               : fact.direction == "move" ? with_sign(fact.weight)
                                                          : std::to_string(fact.weight);
    return li(cls("why-item"), span(cls("why-weight"), cls("why-weight-" + fact.direction), weight),
              div(p(cls("why-claim"), fact.emoji, " ", fact.reason),
                  p(cls("why-detail"), matched_words(t, fact.matched), followed(t, fact.follows), source_of(t, fact))));
}

View claim_item(const Texts& t, const ReasonClaim& claim) {
    return li(cls("why-item why-item-unweighted"),
              div(p(cls("why-claim"), claim.emoji, " ", claim.claim),
                  p(cls("why-detail"), followed(t, claim.follows), source_of(t, claim))));
}

// The reasons are in the answer's language, whatever the page's is.
View why(Language language, Language of_answer, const Reasoning& reasoning) {
    const Texts &t = texts(language), &reasons = texts(of_answer);
    const std::size_t count = reasoning.facts.size() + reasoning.claims.size();
    return details(
        cls("why"), summary(fill(t.why_summary, {{"count", number(words(language), count)}})),
        div(cls("why-body"), lang(words(of_answer).language_code),
            p(cls("why-sum"), reasoning.sum, "; ", reasoning.rule),
            ul(cls("why-list"), each(reasoning.facts, [&](const ReasonFact& fact) { return fact_item(reasons, fact); }),
               each(reasoning.claims, [&](const ReasonClaim& claim) { return claim_item(reasons, claim); }))));
}

View written(std::string_view label_text, const std::string& text) {
    if (text.empty()) return {};
    return fragment(h3(label_text), p(cls("written"), dir("auto"), text));
}

// The answer quotes only beginnings.
View question(Language language, const Consultation& c) {
    const Words& w = words(language);
    return details(cls("why"), summary(texts(language).question_summary),
                   div(cls("why-body"), written(w.description_label, c.description), written(w.stack_label, c.stack),
                       written(w.project_label, c.project_type), written(w.pain_label, c.pain)));
}

}  // namespace

View answer_page(Language language, const Consultation& c, std::string_view answer_html) {
    const Texts& t = texts(language);
    const Words& w = words(language);
    const std::string number = std::to_string(c.id);
    const std::string label = full_label(w, c.verdict, c.reasoning.better_language);
    return layout(
        {.language = language,
         .title = label + " · " + fill(w.answer_title, {{"id", number}}) + " · " + std::string(t.title),
         .path = "/c/" + number},
        div(cls("answer-page"),
            div(cls("answer-head"), verdict_badge(c.verdict, label, BadgeSize::large),
                span(fill(w.answer_title, {{"id", number}}), ", ",
                     time(datetime(c.created_at), shown_time(c.created_at)))),
            sum(t, c.reasoning), article(cls("card answer"), lang(c.language), trusted_html(answer_html)),
            why(language, language_named(c.language), c.reasoning), question(language, c),
            nav(cls("answer-actions"), aria("label", w.answer_actions), a(cls("button"), href("/"), t.ask_again),
                a(cls("button button-secondary"), href("/c/" + number + ".md"), download(), w.download))));
}

View message_page(const MessagePage& message) {
    const Texts& t = texts(message.language);
    return layout({.language = message.language, .title = message.title, .path = message.path},
                  section(cls("message-page"), p(cls("message-code"), message.status), h1(message.title),
                          p(message.text), p(a(cls("button"), href("/"), t.back_home))));
}

}  // namespace consultant
