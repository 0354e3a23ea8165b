// When an attempt is repeated, and after how long.
//
//   if (wait = wait_before_repeat(outgoing, attempt, outcome, retries, budget, now)) co_await sleep(*wait);
//
// Threads: pure but for the budget, which all cores share.
#pragma once

#include <atomic>
#include <optional>

#include "kaon/client/client_options.hpp"
#include "kaon/client/detail/transport.hpp"

namespace kaon::inline v0::client::detail {

// RFC 9110, section 9.2.2.
bool is_idempotent(http::Method method);

// Each request pays in, each repeat takes 100 out; never more than the reserve.
void fill_budget(std::atomic<std::int64_t>& budget, const Retries& retries);
bool draw_budget(std::atomic<std::int64_t>& budget);

// Whether the outcome may pass when it is asked for again.
bool is_passing(const Outgoing& request, const Result<Reply>& outcome);
// In seconds or as a date (RFC 9110, section 10.2.3), from `unix_seconds` on.
std::optional<Duration> retry_after(const http::Headers& headers, std::int64_t unix_seconds);
// The attempt's number from 1 on. `random` is drawn by the caller: the wait is a share of its bound.
Duration wait_before(std::uint32_t attempt, const Retries& retries, std::uint32_t random);

}  // namespace kaon::inline v0::client::detail
