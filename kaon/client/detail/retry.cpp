// Repeats: which, when, and no more than the budget.
#include "kaon/client/detail/retry.hpp"

#include <algorithm>
#include <charconv>

#include "kaon/client/error.hpp"
#include "kaon/http/date.hpp"

namespace kaon::inline v0::client::detail {

bool is_idempotent(http::Method method) {
    return http::is_safe(method) || method == http::Method::put || method == http::Method::del;
}

void fill_budget(std::atomic<std::int64_t>& budget, const Retries& retries) {
    const std::int64_t most = std::int64_t{retries.budget_reserve} * 100;
    std::int64_t now = budget.load(std::memory_order_relaxed);
    // Two cores that fill at once may lose one of the two: it is an estimate.
    if (now < most)
        budget.compare_exchange_weak(now, std::min(most, now + retries.budget_percent), std::memory_order_relaxed);
}

bool draw_budget(std::atomic<std::int64_t>& budget) {
    std::int64_t now = budget.load(std::memory_order_relaxed);
    while (now >= 100) {
        if (budget.compare_exchange_weak(now, now - 100, std::memory_order_relaxed)) return true;
    }
    return false;
}

bool is_passing(const Outgoing& request, const Result<Reply>& outcome) {
    if (request.body && request.started) return false;
    if (outcome) {
        const int code = http::code(outcome->status);
        return request.may_repeat && (code == 429 || code == 502 || code == 503 || code == 504);
    }
    const Error& error = outcome.error();
    // Nothing has been sent yet.
    if (error.is(ClientErrc::unresolved) || error.is(ClientErrc::unconnected)) return true;
    return request.may_repeat && error.is(ClientErrc::broken);
}

std::optional<Duration> retry_after(const http::Headers& headers, std::int64_t unix_seconds) {
    const auto text = headers.get("retry-after");
    if (!text) return std::nullopt;
    constexpr std::int64_t most = 1'000'000'000;  // seconds: far beyond any wait, and no overflow of nanoseconds
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), seconds);
    if (end != text->data() + text->size() || error != std::errc()) {
        const auto date = http::parse_date(*text, unix_seconds);
        if (!date) return std::nullopt;
        seconds = *date - unix_seconds;
    }
    return Duration::seconds(std::clamp(seconds, std::int64_t{0}, most));
}

Duration wait_before(std::uint32_t attempt, const Retries& retries, std::uint32_t random) {
    const std::uint32_t doubled = std::min<std::uint32_t>(attempt - 1, 20);
    const std::int64_t bound = std::min(retries.first_wait.nanoseconds << doubled, retries.longest_wait.nanoseconds);
    return Duration{bound / 2 + bound / 2 * (random % 1024) / 1024};
}

}  // namespace kaon::inline v0::client::detail
