// The front page: the form, filled as far as it was, how answers come about, the latest consultations.
#pragma once

#include <vector>

#include "app/consultation.hpp"
#include "app/draft.hpp"
#include "app/layout.hpp"

namespace consultant {

struct FrontPage {
    Language language = Language::en;
    Draft draft;                           // shown in the fields
    std::vector<kaon::FieldError> errors;  // beside the fields
    std::vector<Summary> latest;
};

kaon::View front_page(const FrontPage& state);

}  // namespace consultant
