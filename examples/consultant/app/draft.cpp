// Checking drafts.
#include "app/draft.hpp"

#include "app/words.hpp"
#include "kaon/base/utf8.hpp"

namespace consultant {

namespace {

// Spaces, and marks that reorder or hide text.
bool shows_nothing(char32_t c) {
    return c <= ' ' || (c >= 0x7F && c <= 0xA0) || c == 0x61C || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

}  // namespace

std::string tidied(std::string_view text) {
    std::string tidied;
    tidied.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool is_line_end = c == '\n' || (c == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'));
        if (is_line_end) tidied += '\n';
        else if (c == '\t' || static_cast<unsigned char>(c) >= ' ') tidied += c;
    }
    return tidied;
}

void tidy(Draft& draft) {
    for (std::string* text : {&draft.description, &draft.stack, &draft.project_type, &draft.pain})
        *text = tidied(*text);
}

bool is_blank(std::string_view text) {
    while (!text.empty()) {
        const kaon::CodePoint point = kaon::first_code_point(text);
        if (point.length == 0 || !shows_nothing(point.value)) return false;
        text.remove_prefix(point.length);
    }
    return true;
}

std::string problem_of(std::string_view text, std::size_t limit, Language language) {
    const Words& w = words(language);
    if (!kaon::is_utf8(text)) return std::string(w.error_encoding);
    if (is_blank(text)) return std::string(w.error_empty);
    const std::size_t length = kaon::count_code_points(text);
    if (length <= limit) return {};
    return fill(w.error_too_long, {{"limit", number(w, limit)}, {"length", number(w, length)}});
}

std::vector<kaon::FieldError> problems(const Draft& draft, Language language) {
    const Words& w = words(language);
    std::vector<kaon::FieldError> found;
    const auto check = [&](std::string_view field, std::string_view text, std::size_t limit) {
        if (std::string problem = problem_of(text, limit, language); !problem.empty())
            found.push_back({std::string(field), std::move(problem)});
    };
    if (!draft.language.empty() && draft.language != "en" && draft.language != "ru")
        found.push_back({"language", std::string(w.error_unknown_language)});
    if (draft.form == "basic") {
        check("description", draft.description, BasicInput::limit);
    } else if (draft.form == "pro") {
        check("stack", draft.stack, ProInput::limit);
        check("project_type", draft.project_type, ProInput::limit);
        check("pain", draft.pain, ProInput::limit);
    } else {
        found.push_back({"form", std::string(w.error_unknown_form)});
    }
    return found;
}

}  // namespace consultant
