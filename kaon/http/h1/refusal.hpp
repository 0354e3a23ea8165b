// Why a head is refused: constants that are passed by address, so that the good path carries one null pointer.
//
//   static constexpr Refusal second{.reason = "two Host fields"};
//   if (has_host) return &second;
//
// Threads: constants.
#pragma once

#include <string_view>

#include "kaon/http/status.hpp"

namespace kaon::inline v0::http::h1::detail {

struct Refusal {
    http::Status status = http::Status::bad_request;
    std::string_view reason;
};

// Null: go on. &incomplete: more bytes are needed. Anything else: refused for that.
using Verdict = const Refusal*;
inline constexpr Refusal incomplete{};

}  // namespace kaon::inline v0::http::h1::detail
