// The front page's components.
#include "app/front_page.hpp"

#include <algorithm>

namespace consultant {

using namespace kaon;
using namespace kaon::html;

namespace {

struct FieldSpec {
    std::string_view name;
    std::string_view label;
    std::string_view hint;
    std::string_view placeholder;
    std::size_t limit;
    const std::string& value;
    bool large = false;
};

const FieldError* error_of(const FrontPage& state, std::string_view field) {
    const auto found = std::ranges::find(state.errors, field, &FieldError::path);
    return found == state.errors.end() ? nullptr : &*found;
}

View field(const FrontPage& state, const FieldSpec& spec) {
    const FieldError* error = error_of(state, spec.name);
    const std::string hint_id = std::string(spec.name) + "-hint", error_id = std::string(spec.name) + "-error";
    return div(
        cls("field"), cls("field-invalid", error != nullptr),
        html::label(cls("field-label"), for_(spec.name), spec.label),
        p(cls("field-hint"), id(hint_id), fill(spec.hint, {{"limit", number(texts(state.language), spec.limit)}})),
        textarea(cls("field-input"), cls("field-input-large", spec.large), id(spec.name), html::name(spec.name),
                 rows(spec.large ? 8 : 3), required(), dir("auto"),
                 aria("describedby", error ? hint_id + " " + error_id : hint_id),
                 when(error != nullptr, aria("invalid", "true")), placeholder(spec.placeholder), spec.value),
        when(error != nullptr, [&] { return p(cls("field-error"), id(error_id), error->message); }));
}

View fields(const FrontPage& state) {
    const Texts& t = texts(state.language);
    const Draft& d = state.draft;
    if (d.form != "pro") {
        return field(state, {"description", t.description_label, t.description_hint, t.description_placeholder,
                             BasicInput::limit, d.description, true});
    }
    return fragment(field(state, {"stack", t.stack_label, t.stack_hint, t.stack_placeholder, ProInput::limit, d.stack}),
                    field(state, {"project_type", t.project_label, t.project_hint, t.project_placeholder,
                                  ProInput::limit, d.project_type}),
                    field(state, {"pain", t.pain_label, t.pain_hint, t.pain_placeholder, ProInput::limit, d.pain}));
}

// Empty for what has no field of its own on the page: the kind of form, the language.
std::string_view label_of(const Texts& t, std::string_view field) {
    return field == "description"    ? t.description_label
           : field == "stack"        ? t.stack_label
           : field == "project_type" ? t.project_label
           : field == "pain"         ? t.pain_label
                                     : "";
}

View error_summary(const FrontPage& state) {
    if (state.errors.empty()) return {};
    const Texts& t = texts(state.language);
    return div(cls("error-summary"), role("alert"), h2(t.errors_heading),
               ul(each(state.errors, [&](const FieldError& error) {
                   const std::string_view label_text = label_of(t, error.path);
                   if (label_text.empty()) return li(error.message);
                   return li(a(href("#" + error.path), label_text), ": ", error.message);
               })));
}

View form_tab(std::string_view target, bool current, std::string_view label_text, std::string_view note) {
    return a(href(target), when(current, aria("current", "page")), label_text, " ",
             span(cls("form-switch-note"), note));
}

View question_form(const FrontPage& state) {
    const Texts& t = texts(state.language);
    const bool pro = state.draft.form == "pro";
    return section(cls("card"), aria("labelledby", "question-heading"),
                   nav(cls("form-switch"), aria("label", t.form_switch),
                       form_tab("/?form=basic", !pro, t.basic_name, t.basic_note),
                       form_tab("/?form=pro", pro, t.pro_name, t.pro_note)),
                   html::form(cls("consult-form"), method("post"), action("/consultations"),
                              attr("accept-charset", "utf-8"), novalidate(), error_summary(state),
                              input(type("hidden"), html::name("form"), value(pro ? "pro" : "basic")),
                              input(type("hidden"), html::name("language"), value(t.language_code)), fields(state),
                              div(cls("form-actions"), button(cls("button"), type("submit"), t.submit),
                                  p(cls("form-note"), t.submit_note))));
}

View principles(const Texts& t) {
    return section(aria("labelledby", "principles-heading"), h2(id("principles-heading"), t.principles_heading),
                   ul(cls("principles"), li(strong(t.principle_frank), " ", t.principle_frank_text),
                      li(strong(t.principle_traceable), " ", t.principle_traceable_text),
                      li(strong(t.principle_private), " ", t.principle_private_text)));
}

View history_card(const Texts& t, const Summary& summary) {
    const Verdict verdict = verdict_named(summary.verdict);
    return li(cls("history-card"), verdict_badge(verdict, verdict_label(t, verdict)),
              a(cls("history-link"), href("/c/" + std::to_string(summary.id)), lang(summary.language), dir("auto"),
                summary.question),
              p(cls("history-meta"), span(summary.form == "pro" ? t.pro_name : t.basic_name), " ",
                time(datetime(summary.created_at), shown_time(summary.created_at))));
}

View history(const Texts& t, const std::vector<Summary>& latest) {
    return section(aria("labelledby", "history-heading"), h2(id("history-heading"), t.history_heading),
                   when(
                       latest.empty(), [&] { return p(cls("empty-state"), t.history_empty); },
                       [&] {
                           return ol(cls("history-list"),
                                     each(latest, [&](const Summary& summary) { return history_card(t, summary); }));
                       }));
}

}  // namespace

View front_page(const FrontPage& state) {
    const Texts& t = texts(state.language);
    const bool pro = state.draft.form == "pro";
    const std::string_view prefix = state.errors.empty() ? "" : t.error_prefix;
    return layout(
        {.language = state.language, .title = std::string(prefix).append(t.tagline), .path = pro ? "/?form=pro" : "/"},
        {section(cls("hero"), h1(id("question-heading"), t.hero_heading), p(cls("hero-lead"), t.hero_lead)),
         question_form(state), principles(t), history(t, state.latest)});
}

}  // namespace consultant
