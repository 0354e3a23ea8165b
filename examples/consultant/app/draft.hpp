// Draft: what a visitor has filled in so far, right or wrong; one struct for the HTML form, for JSON and for the
// browser, and the checks that both halves make.
#pragma once

#include <string>
#include <vector>

#include "advisor/input.hpp"
#include "kaon/base/error.hpp"
#include "kaon/reflect/rules.hpp"

namespace consultant {

struct Draft {
    std::string form = "basic";
    std::string language;  // of the answer; empty: that of the page
    std::string description;
    std::string stack;
    std::string project_type;
    std::string pain;

    // Everything may be missing: problems() says what is needed, in the visitor's language.
    static consteval auto describe() {
        using kaon::reflect::Presence;
        return kaon::reflect::rules({{.field = "form", .presence = Presence::defaulted},
                                     {.field = "language", .presence = Presence::defaulted},
                                     {.field = "description", .presence = Presence::defaulted},
                                     {.field = "stack", .presence = Presence::defaulted},
                                     {.field = "project_type", .presence = Presence::defaulted},
                                     {.field = "pain", .presence = Presence::defaulted}});
    }
};

// Line ends become LF (browsers send CRLF, and would have it counted twice), control characters vanish.
void tidy(Draft& draft);
std::string tidied(std::string_view text);

// Nothing that could be seen: also non-breaking and zero-width spaces. Of valid UTF-8.
bool is_blank(std::string_view text);

// What is wrong with one text; empty when nothing is.
std::string problem_of(std::string_view text, std::size_t limit, Language language);
// All that is wrong with it, each with the field's name; empty when it can be answered.
std::vector<kaon::FieldError> problems(const Draft& draft, Language language);

}  // namespace consultant
