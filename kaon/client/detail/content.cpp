// Pulling content through decoder, limit and clock.
#include "kaon/client/detail/content.hpp"

#include <algorithm>

#include "kaon/coro/group.hpp"

namespace kaon::inline v0::client::detail {

Task<std::optional<std::string_view>> Content::read() {
    if (ended_) co_return std::nullopt;
    for (;;) {
        if (decoder_) {
            const std::string_view decoded = co_await decoder_->next();
            if (!decoded.empty()) co_return counted(decoded);
        }
        const std::optional<std::string_view> piece = co_await pull();
        if (!piece) {
            if (decoder_) co_await decoder_->finish();
            ended_ = true;
            co_return std::nullopt;
        }
        if (!decoder_) co_return counted(*piece);
        decoder_->feed(*piece);
    }
}

// The next piece as it came, while there is time.
Task<std::optional<std::string_view>> Content::pull() {
    const Instant now = (co_await current_context()).core->now();
    const Duration left = rules_.deadline == Instant::never() ? Duration{INT64_MAX} : rules_.deadline - now;
    const Duration idle = rules_.idle.nanoseconds > 0 ? rules_.idle : Duration{INT64_MAX};
    const Duration wait = std::min(left, idle);
    if (wait.nanoseconds <= 0) co_return about(ClientErrc::timeout, "the answer takes too long in all");
    if (wait.nanoseconds == INT64_MAX) co_return co_await raw_.read();
    auto piece = co_await attempt(timeout(wait, raw_.read()));
    if (piece || !piece.error().is(Errc::timeout)) co_return piece;
    co_return about(ClientErrc::timeout,
                    left <= idle ? "the answer takes too long in all" : "the answer stopped in its middle");
}

Result<std::optional<std::string_view>> Content::counted(std::string_view piece) {
    count_ += piece.size();
    if (count_ > rules_.limit)
        return about(ClientErrc::too_large, "more than " + std::to_string(rules_.limit) + " bytes of content");
    return std::optional<std::string_view>(piece);
}

Error Content::about(ClientErrc code, std::string_view why) const {
    return Error(code).with_detail(about_ + ": " + std::string(why));
}

}  // namespace kaon::inline v0::client::detail
