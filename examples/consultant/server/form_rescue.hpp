// What can be kept of a form that is not properly encoded, so that nobody has to type it again.
#pragma once

#include <string_view>
#include <vector>

#include "app/draft.hpp"

namespace consultant {

struct RescuedForm {
    Draft draft;                           // U+FFFD where the bytes were no text
    std::vector<kaon::FieldError> errors;  // one for each field that had such bytes, in the visitor's language
};
RescuedForm rescue_form(std::string_view body, Language language);

}  // namespace consultant
