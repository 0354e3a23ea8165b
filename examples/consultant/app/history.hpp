// The latest consultations, the newest first.
#pragma once

#include "app/inquiry.hpp"

namespace consultant {

kaon::View history(const Inquiry& inquiry);

}  // namespace consultant
