// Base64 (RFC 4648, section 4) of a name and a password.
#include "kaon/client/detail/credentials.hpp"

namespace kaon::inline v0::client::detail {

std::string basic_credentials(std::string_view user, std::string_view password) {
    constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const std::string pair = std::string(user) + ":" + std::string(password);
    std::string out = "Basic ";
    for (std::size_t at = 0; at < pair.size(); at += 3) {
        const auto byte = [&](std::size_t i) -> unsigned {
            return at + i < pair.size() ? static_cast<unsigned char>(pair[at + i]) : 0;
        };
        const unsigned group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for (unsigned i = 0; i < 4; ++i) out += at + i <= pair.size() ? digits[group >> (18 - 6 * i) & 63] : '=';
    }
    return out;
}

}  // namespace kaon::inline v0::client::detail
