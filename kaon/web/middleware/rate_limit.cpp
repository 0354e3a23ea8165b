// Who asks, what is left for them, and the fields that say so.
#include "kaon/web/middleware/rate_limit.hpp"

#include <algorithm>

#include <sys/random.h>

#include "kaon/base/ascii.hpp"
#include "kaon/base/fnv1a.hpp"
#include "kaon/http/peer_key.hpp"
#include "kaon/web/application.hpp"
#include "kaon/web/detail/token_buckets.hpp"

namespace kaon::inline v0 {

namespace {

using web::detail::TokenBuckets;

std::uint64_t random_seed() {
    std::uint64_t seed = 0;
    [[maybe_unused]] const ssize_t n = ::getrandom(&seed, sizeof seed, 0);
    return seed;
}

// Between quotes, as a structured field has it (RFC 9651).
std::string quoted(std::string_view name) {
    std::string text = "\"";
    for (const char c : name) text += ascii::is_letter_or_digit(c) || c == '-' || c == '_' ? c : '_';
    return text + "\"";
}

std::int64_t seconds_up(Duration time) { return (time.nanoseconds + 999'999'999) / 1'000'000'000; }

}  // namespace

struct RateLimitLayer::State {
    explicit State(RateLimitOptions o)
        : options(std::move(o)), requests(std::max(options.requests, 1u)),
          burst(options.burst ? options.burst : requests), name(quoted(options.name)),
          policy(name + ";q=" + std::to_string(requests) + ";w=" + std::to_string(seconds_up(options.per))),
          seed(random_seed()),
          buckets(
              {.interval = std::max(options.per / requests, Duration{1}), .burst = burst, .clients = options.clients}) {
    }

    // Nothing: the request is not limited.
    std::optional<TokenBuckets::Taken> take(const Request& request) const;
    void say(http::Response& response, const TokenBuckets::Taken& taken) const;
    http::Response refusal(Request& request, const TokenBuckets::Taken& taken) const;

    const RateLimitOptions options;
    const std::uint32_t requests;
    const std::uint32_t burst;
    const std::string name;
    const std::string policy;
    const std::uint64_t seed;
    const TokenBuckets buckets;
};

std::optional<TokenBuckets::Taken> RateLimitLayer::State::take(const Request& request) const {
    const auto is_peers = [&](const http::Network& network) { return network.contains(request.peer()); };
    if (std::any_of(options.exempt.begin(), options.exempt.end(), is_peers)) return std::nullopt;
    http::PeerKey key = http::PeerKey::of(request.peer());
    if (options.by) {
        const std::string own = options.by(request);
        if (own.empty()) return std::nullopt;
        key = {.high = std::hash<std::string>()(own), .low = fnv1a(own)};
    }
    if (!key.known()) return std::nullopt;
    return buckets.take(key.hash(seed), request.context().core->now());
}

void RateLimitLayer::State::say(http::Response& response, const TokenBuckets::Taken& taken) const {
    response.headers.append("ratelimit-policy", policy);
    response.headers.append_copy("ratelimit", name + ";r=" + std::to_string(taken.left) +
                                                  ";t=" + std::to_string(seconds_up(taken.full_after)));
}

http::Response RateLimitLayer::State::refusal(Request& request, const TokenBuckets::Taken& taken) const {
    const std::string seconds = std::to_string(seconds_up(taken.wait));
    http::Response response = request.application().respond_to(
        Error(Errc::too_many, "Too many requests: the next is answered in " + seconds + " s."), request);
    response.headers.set_copy("retry-after", seconds);
    say(response, taken);
    return response;
}

RateLimitLayer::RateLimitLayer(RateLimitOptions options) : state_(std::make_shared<const State>(std::move(options))) {}

Result<> RateLimitLayer::answer(Request& request, NextAtOnce next, http::Response& response) const {
    const auto taken = state_->take(request);
    if (taken && !taken->granted) {
        response = state_->refusal(request, *taken);
        return {};
    }
    next(request, response);
    if (taken) state_->say(response, *taken);
    return {};
}

Task<http::Response> RateLimitLayer::operator()(Request& request, Next next) const {
    const auto taken = state_->take(request);
    if (taken && !taken->granted) co_return state_->refusal(request, *taken);
    http::Response response = co_await next(request);
    if (taken) state_->say(response, *taken);
    co_return response;
}

}  // namespace kaon::inline v0
