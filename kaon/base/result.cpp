// The one body of Result that is not a template: what a misused Result does.
#include "kaon/base/result.hpp"

#include <cstdlib>

namespace kaon::detail {

void bad_result_access() { std::abort(); }

}  // namespace kaon::detail
