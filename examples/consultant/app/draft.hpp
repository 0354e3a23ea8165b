// Draft: what a visitor has filled in so far, right or wrong; one struct for the HTML form and for JSON.
#pragma once

#include <string>
#include <vector>

#include "advisor/advise.hpp"
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

// All that is wrong with it, each with the field's name; empty when it can be answered.
std::vector<kaon::FieldError> problems(const Draft& draft, Language language);

// The answer to a draft without problems.
Advice answer(const Knowledge& knowledge, const Draft& draft, Language language);

}  // namespace consultant
