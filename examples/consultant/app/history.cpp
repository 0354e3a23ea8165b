// The list and its cards.
#include "app/history.hpp"

#include "app/badge.hpp"
#include "kaon/ui/ui.hpp"

namespace consultant {

using namespace kaon;
using namespace kaon::html;

namespace {

View history_card(const Words& w, const Summary& summary) {
    return li(cls("history-card"), verdict_badge(summary.verdict, verdict_label(w, summary.verdict)),
              a(cls("history-link"), href("/c/" + std::to_string(summary.id)), lang(summary.language), dir("auto"),
                summary.question),
              p(cls("history-meta"), span(summary.form == "pro" ? w.pro_name : w.basic_name), " ",
                time(datetime(summary.created_at), shown_time(summary.created_at))));
}

}  // namespace

View history(const Inquiry& inquiry) {
    const Words& w = inquiry.words();
    return section(aria("labelledby", "history-heading"), h2(id("history-heading"), w.history_heading),
                   show([latest = inquiry.latest] { return latest().empty(); },
                        [w = &w] { return p(cls("empty-state"), w->history_empty); },
                        [latest = inquiry.latest, w = &w] {
                            return ol(cls("history-list"),
                                      each(
                                          latest, [](const Summary& summary) { return summary.id; },
                                          [w](const Summary& summary) { return history_card(*w, summary); }));
                        }));
}

}  // namespace consultant
