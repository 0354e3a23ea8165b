// The form's components.
#include "app/question_form.hpp"

#include "app/text_field.hpp"
#include "kaon/ui/ui.hpp"

namespace consultant {

using namespace kaon;
using namespace kaon::html;

namespace {

View fields(const Inquiry& inquiry) {
    const Words& w = inquiry.words();
    return fragment(show(
        [inquiry] { return inquiry.is_pro(); },
        [inquiry, w = &w] {
            return fragment(
                text_field(inquiry, inquiry.stack, {w->stack_label, w->stack_hint, w->stack_placeholder}),
                text_field(inquiry, inquiry.project_type, {w->project_label, w->project_hint, w->project_placeholder}),
                text_field(inquiry, inquiry.pain, {w->pain_label, w->pain_hint, w->pain_placeholder}));
        },
        [inquiry, w = &w] {
            return text_field(
                inquiry, inquiry.description,
                {w->description_label, w->description_hint, w->description_placeholder, FieldSize::large});
        }));
}

// Empty for what has no field of its own on the page: the kind of form, the language.
std::string_view label_of(const Words& w, std::string_view field) {
    return field == "description"    ? w.description_label
           : field == "stack"        ? w.stack_label
           : field == "project_type" ? w.project_label
           : field == "pain"         ? w.pain_label
                                     : "";
}

View error_summary(const Inquiry& inquiry) {
    return fragment(
        show([errors = inquiry.errors] { return !errors().empty(); },
             [inquiry, w = &inquiry.words()] {
                 return div(cls("error-summary"), role("alert"), h2(w->errors_heading),
                            ul(each(
                                inquiry.errors, [](const FieldError& error) -> std::string_view { return error.path; },
                                [inquiry, w](const FieldError& error) {
                                    const std::string_view label_text = label_of(*w, error.path);
                                    if (label_text.empty()) return li(error.message);
                                    return li(a(href("#" + error.path), label_text), ": ",
                                              [inquiry, path = error.path] { return inquiry.error_of(path); });
                                })));
             }));
}

View form_tab(const Inquiry& inquiry, std::string_view kind, std::string_view label_text, std::string_view note) {
    return a(
        href(std::string("/?form=").append(kind)),
        aria("current", [=, form = inquiry.form] { return form() == kind ? std::optional("page") : std::nullopt; }),
        on::click([=](MouseEvent& event) {
            if (event.modifiers.ctrl || event.modifiers.meta || event.modifiers.shift) return;
            event.prevent_default();
            inquiry.choose(kind);
        }),
        label_text, " ", span(cls("form-switch-note"), note));
}

}  // namespace

View question_form(const Inquiry& inquiry) {
    const Words& w = inquiry.words();
    const auto pending = [asking = inquiry.asking] { return asking.pending(); };
    return section(
        cls("card"), aria("labelledby", "question-heading"),
        nav(cls("form-switch"), aria("label", w.form_switch), form_tab(inquiry, "basic", w.basic_name, w.basic_note),
            form_tab(inquiry, "pro", w.pro_name, w.pro_note)),
        html::form(
            cls("consult-form"), method("post"), action("/consultations"), attr("accept-charset", "utf-8"),
            novalidate(), aria("busy", pending), on::submit([inquiry](SubmitEvent& event) {
                event.prevent_default();
                inquiry.submit();
            }),
            error_summary(inquiry), input(type("hidden"), html::name("form"), value(inquiry.form)),
            input(type("hidden"), html::name("language"), value(w.language_code)), fields(inquiry),
            show([inquiry] { return !inquiry.failure().empty(); },
                 [inquiry] { return p(cls("form-failure"), role("alert"), [inquiry] { return inquiry.failure(); }); }),
            div(cls("form-actions"),
                button(cls("button"), type("submit"), aria("disabled", pending),
                       [pending, w = &w] { return pending() ? w->submit_pending : w->submit; }),
                p(cls("form-note"), w.submit_note))));
}

}  // namespace consultant
