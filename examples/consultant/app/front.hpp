// Front: the part of the front page that lives on in the browser: the form, the answer to it, the history.
//
//   mount_point("front", front, FrontProps{...})         // in the server's page
//   hydrate<"front">(front);                             // in the browser
//
// Without a script the form is sent to /consultations and its tabs are links. With one, the tabs switch at once, each
// field counts and says what is wrong with it, sending goes through the server function `consult`, and the answer is
// shown below.
#pragma once

#include <vector>

#include "app/draft.hpp"
#include "app/summary.hpp"
#include "kaon/ui/view.hpp"

namespace consultant {

struct FrontProps {
    std::string language;                  // of the page
    Draft draft;                           // shown in the fields
    std::vector<kaon::FieldError> errors;  // beside them
    std::vector<Summary> latest;           // the newest first
};

kaon::View front(const FrontProps& props);

}  // namespace consultant
