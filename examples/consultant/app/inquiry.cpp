// What happens between the fields, the server and the history.
#include "app/inquiry.hpp"

#include <algorithm>

#include "kaon/signal/effect.hpp"

namespace consultant {

using namespace kaon;

Inquiry::Inquiry(const FrontProps& props)
    : language(language_named(props.language)), form(props.draft.form == "pro" ? "pro" : "basic"),
      description{"description", BasicInput::limit, Signal(props.draft.description), {}},
      stack{"stack", ProInput::limit, Signal(props.draft.stack), {}},
      project_type{"project_type", ProInput::limit, Signal(props.draft.project_type), {}},
      pain{"pain", ProInput::limit, Signal(props.draft.pain), {}}, errors(props.errors), latest(props.latest),
      alive(false) {
    for (const Field* field : {&description, &stack, &project_type, &pain})
        watch([text = field->text] { return text(); },
              [self = *this, field = *field](const std::string&) { self.recheck(field); });
    asking.on_success([self = *this](const Answer& answer) { self.remember(answer.summary); });
    asking.on_failure([self = *this](const CallFailure& failure) {
        if (!failure.fields.empty()) self.show_errors(failure.fields);
    });
    effect([alive = alive] { alive.set(true); });
}

std::string_view Inquiry::error_of(std::string_view field) const {
    const std::vector<FieldError>& all = errors();
    const auto found = std::find_if(all.begin(), all.end(), [&](const FieldError& e) { return e.path == field; });
    return found == all.end() ? std::string_view() : found->message;
}

std::string_view Inquiry::failure() const {
    const std::optional<CallFailure>& error = asking.error();
    if (!error || !error->fields.empty() || asking.pending()) return {};
    if (error->is(CallErrc::no_answer)) return words().failure_no_answer;
    if (error->is(CallErrc::timed_out)) return words().failure_timed_out;
    return words().failure_other;
}

// Once a field was found wrong, it says so until it is mended.
void Inquiry::recheck(const Field& field) const {
    if (error_of(field.name).empty()) return;
    std::string problem = problem_of(tidied(field.text.peek()), field.limit, language);
    errors.update([&](std::vector<FieldError>& all) {
        const auto mine =
            std::find_if(all.begin(), all.end(), [&](const FieldError& e) { return e.path == field.name; });
        if (problem.empty()) all.erase(mine);
        else mine->message = std::move(problem);
    });
}

void Inquiry::choose(std::string_view kind) const {
    if (form.peek() == kind) return;
    form.set(std::string(kind));
    errors.set({});
}

void Inquiry::submit() const {
    if (asking.pending()) return;
    Draft draft{.form = form.peek(), .language = std::string(words().language_code)};
    if (draft.form == "pro") {
        draft.stack = stack.text.peek();
        draft.project_type = project_type.text.peek();
        draft.pain = pain.text.peek();
    } else {
        draft.description = description.text.peek();
    }
    tidy(draft);
    std::vector<FieldError> found = problems(draft, language);
    const bool is_right = found.empty();
    show_errors(std::move(found));
    if (is_right) asking.dispatch(std::move(draft));
}

void Inquiry::show_errors(std::vector<FieldError> found) const {
    // The last call to focus counts, so the first field of the form comes last.
    for (const Field* field : {&pain, &project_type, &stack, &description}) {
        const bool is_wrong =
            std::any_of(found.begin(), found.end(), [&](const FieldError& e) { return e.path == field->name; });
        if (is_wrong) field->element.focus();
    }
    errors.set(std::move(found));
}

void Inquiry::remember(const Summary& summary) const {
    latest.update([&](std::vector<Summary>& all) {
        all.insert(all.begin(), summary);
        if (all.size() > shown_in_history) all.resize(shown_in_history);
    });
}

}  // namespace consultant
