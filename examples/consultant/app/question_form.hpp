// The form: its two kinds, their fields with counters and messages, and the button.
#pragma once

#include "app/inquiry.hpp"

namespace consultant {

kaon::View question_form(const Inquiry& inquiry);

}  // namespace consultant
