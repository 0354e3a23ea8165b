// Priority: how urgently a response is wanted (RFC 9218, section 4).
//
//   const std::optional<Priority> wanted = parse_priority("u=1, i");    // {.urgency = 1, .incremental = true}
//
// The value is a dictionary of structured fields (RFC 8941): what is unknown in it is passed over, and what cannot be
// read makes the whole of it nothing, as section 4 asks. Threads: a pure function.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::http::h2 {

struct Priority {
    std::uint8_t urgency = 3;  // 0 first, 7 last
    bool incremental = false;  // may share the wire with others as urgent
    bool operator==(const Priority&) const = default;
};

std::optional<Priority> parse_priority(std::string_view value);

}  // namespace kaon::inline v0::http::h2
