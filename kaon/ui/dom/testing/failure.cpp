// Failures of the in-process page.
#include "kaon/ui/dom/testing/failure.hpp"

#ifndef __cpp_exceptions
#include <cstdlib>

#include <unistd.h>
#endif

namespace kaon::inline v0::dom::testing {

void fail(const std::string& text) {
#ifdef __cpp_exceptions
    throw Failure(text);
#else
    [[maybe_unused]] const auto written = ::write(2, text.data(), text.size());
    std::abort();
#endif
}

}  // namespace kaon::inline v0::dom::testing
