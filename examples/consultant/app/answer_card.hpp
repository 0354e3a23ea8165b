// The answer to what was just asked, where no new page is loaded.
#pragma once

#include "app/inquiry.hpp"

namespace consultant {

kaon::View answer_card(const Inquiry& inquiry);

}  // namespace consultant
