// Texts and kinds of what can go wrong between us and another server.
#include "kaon/client/error.hpp"

namespace kaon::inline v0 {

namespace {
constexpr std::string_view ours = "Something went wrong on our side.";
constexpr std::string_view busy = "A service that this one needs is not available right now.";
}  // namespace

CodeText describe(ClientErrc code) {
    switch (code) {
        case ClientErrc::bad_url: return {Errc::invalid, "bad_url", "This is no address of the web."};
        case ClientErrc::refused_address:
            return {Errc::forbidden, "refused_address", "This address may not be asked from here."};
        case ClientErrc::unresolved: return {Errc::unavailable, "unresolved", busy};
        case ClientErrc::unconnected: return {Errc::unavailable, "unconnected", busy};
        case ClientErrc::tls: return {Errc::unavailable, "tls", busy};
        case ClientErrc::timeout: return {Errc::timeout, "timeout", "A service that this one needs took too long."};
        case ClientErrc::broken: return {Errc::unavailable, "broken", busy};
        case ClientErrc::malformed: return {Errc::unavailable, "malformed", busy};
        case ClientErrc::too_large: return {Errc::unavailable, "too_large", busy};
        case ClientErrc::too_many_redirects: return {Errc::unavailable, "too_many_redirects", busy};
        case ClientErrc::unsafe_redirect: return {Errc::unavailable, "unsafe_redirect", busy};
        case ClientErrc::unrepeatable: return {Errc::internal, "unrepeatable", ours};
        case ClientErrc::unreadable: return {Errc::unavailable, "unreadable", busy};
        case ClientErrc::misused: break;
    }
    return {Errc::internal, "misused", ours};
}

namespace client {

CodeText describe(Answered status) {
    const auto number = static_cast<std::uint16_t>(status);
    const bool passes = number == 408 || number == 425 || number == 429 || number >= 500;
    if (passes) return {Errc::unavailable, "answered", busy};
    return {Errc::internal, "answered", ours};
}

// An Error compares its code and does not tell it; statuses are few.
std::optional<http::Status> answered_status(const Error& error) {
    for (std::uint16_t number = 100; number < 1000; ++number) {
        if (error.is(static_cast<Answered>(number))) return static_cast<http::Status>(number);
    }
    return std::nullopt;
}

}  // namespace client
}  // namespace kaon::inline v0
