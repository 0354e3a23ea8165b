// Closing a descriptor.
#include "kaon/base/fd.hpp"

#include <unistd.h>

namespace kaon::inline v0 {

void Fd::reset() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
}

}  // namespace kaon::inline v0
