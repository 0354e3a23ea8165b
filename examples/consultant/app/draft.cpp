// Checking and answering drafts.
#include "app/draft.hpp"

#include "advisor/markdown.hpp"
#include "app/texts.hpp"
#include "kaon/base/utf8.hpp"

namespace consultant {

namespace {

// Nothing that could be seen: also non-breaking and zero-width spaces.
bool is_blank(std::string_view text) { return escape_markdown(text).empty(); }

void check_text(std::vector<kaon::FieldError>& found, const Texts& t, std::string_view field, std::string_view text,
                std::size_t limit) {
    if (!kaon::is_utf8(text)) {
        found.push_back({std::string(field), std::string(t.error_encoding)});
    } else if (is_blank(text)) {
        found.push_back({std::string(field), std::string(t.error_empty)});
    } else if (const std::size_t length = kaon::count_code_points(text); length > limit) {
        found.push_back(
            {std::string(field), fill(t.error_too_long, {{"limit", number(t, limit)}, {"length", number(t, length)}})});
    }
}

}  // namespace

void tidy(Draft& draft) {
    for (std::string* text : {&draft.description, &draft.stack, &draft.project_type, &draft.pain}) {
        std::string tidied;
        tidied.reserve(text->size());
        for (std::size_t i = 0; i < text->size(); ++i) {
            const char c = (*text)[i];
            const bool is_line_end = c == '\n' || (c == '\r' && (i + 1 == text->size() || (*text)[i + 1] != '\n'));
            if (is_line_end) tidied += '\n';
            else if (c == '\t' || static_cast<unsigned char>(c) >= ' ') tidied += c;
        }
        *text = std::move(tidied);
    }
}

std::vector<kaon::FieldError> problems(const Draft& draft, Language language) {
    const Texts& t = texts(language);
    std::vector<kaon::FieldError> found;
    if (!draft.language.empty() && draft.language != "en" && draft.language != "ru")
        found.push_back({"language", std::string(t.error_unknown_language)});
    if (draft.form == "basic") {
        check_text(found, t, "description", draft.description, BasicInput::limit);
    } else if (draft.form == "pro") {
        check_text(found, t, "stack", draft.stack, ProInput::limit);
        check_text(found, t, "project_type", draft.project_type, ProInput::limit);
        check_text(found, t, "pain", draft.pain, ProInput::limit);
    } else {
        found.push_back({"form", std::string(t.error_unknown_form)});
    }
    return found;
}

Advice answer(const Knowledge& knowledge, const Draft& draft, Language language) {
    if (draft.form == "pro") return advise(knowledge, ProInput{draft.stack, draft.project_type, draft.pain}, language);
    return advise(knowledge, BasicInput{draft.description}, language);
}

}  // namespace consultant
