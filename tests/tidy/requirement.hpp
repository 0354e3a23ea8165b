// Which compiler Kaon needs is said by kaon/base/config.hpp, and so every header of the library comes to include it: an
// unsupported compiler's first error is then the remedy.
#pragma once

#include <span>

#include "tests/tidy/tree.hpp"

namespace tidy {

// Headers below kaon/ that never come to kaon/base/config.hpp, whatever they include.
Findings check_requirement(std::span<const File> files);

}  // namespace tidy
