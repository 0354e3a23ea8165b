// The form: its two kinds, their fields, all mistakes at once, and the button.
#pragma once

#include "app/inquiry.hpp"

namespace consultant {

kaon::View question_form(const Inquiry& inquiry);

}  // namespace consultant
