// From fired facts to a sum, and from the sum to a verdict.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "advisor/advise.hpp"

namespace consultant {

struct Decision {
    Verdict verdict = Verdict::unclear;
    Sum sum;
};

// `present` is the id of the stack in use, or empty.
Decision decide(const Knowledge& knowledge, const std::vector<bool>& fired, std::string_view present,
                Language language);

}  // namespace consultant
