// fail(): how the in-process page says that the renderer or a test asked for something impossible.
//
// A broken operation buffer is a bug of the renderer and a missing element one of the test: both throw a Failure, whose
// what() names the operation or the selector. Compiled without exceptions, it writes the text and aborts.
#pragma once

#include <stdexcept>
#include <string>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::dom::testing {

class Failure : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

[[noreturn]] void fail(const std::string& text);

}  // namespace kaon::inline v0::dom::testing
