// Why a WebSocket ends: the codes of close frames and what may be sent (RFC 6455, section 7.4; IANA's registry).
//
//   may_be_sent(1000)                              // true
//   may_be_sent(1006)                              // false: says of a connection that no close frame came
//   Close why{CloseCode::going_away, "restart"};
//
// Codes from 3000 on belong to libraries, from 4000 on to applications: CloseCode(4001). Threads: values.
#pragma once

#include <cstdint>
#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::http::ws {

enum class CloseCode : std::uint16_t {
    normal = 1000,
    going_away = 1001,         // a server stops, a page is left
    protocol_error = 1002,
    unsupported_data = 1003,
    none = 1005,               // a close frame without a code; never sent
    abnormal = 1006,           // no close frame came; never sent
    invalid_text = 1007,       // not UTF-8, or not what the extension says
    policy = 1008,
    too_large = 1009,
    missing_extension = 1010,
    internal_error = 1011,
    service_restart = 1012,
    try_again_later = 1013,
    bad_gateway = 1014,
};

constexpr std::uint16_t number(CloseCode code) { return static_cast<std::uint16_t>(code); }
// Whether a close frame may hold this code.
constexpr bool may_be_sent(std::uint16_t code) {
    if (code >= 3000) return code <= 4999;
    return code >= 1000 && code <= 1014 && (code < 1004 || code > 1006);
}

// A close frame holds at most 125 bytes, two of them the code.
inline constexpr std::size_t max_close_reason = 123;

struct Close {
    CloseCode code = CloseCode::normal;
    std::string_view reason{};
};

}  // namespace kaon::inline v0::http::ws
