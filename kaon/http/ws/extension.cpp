// Offers of permessage-deflate, parameter by parameter.
#include "kaon/http/ws/extension.hpp"

#include <algorithm>

#include "kaon/http/field_list.hpp"

namespace kaon::inline v0::http::ws {

namespace {

struct Offer {
    bool server_no_context = false;
    bool client_no_context = false;
    std::optional<std::uint8_t> server_bits;
    std::optional<std::uint8_t> client_bits;
};

// 8 to 15, without a leading zero (section 7.1.2.1).
std::optional<std::uint8_t> window_bits(std::string_view text) {
    if (text.size() == 1 && (text[0] == '8' || text[0] == '9')) return static_cast<std::uint8_t>(text[0] - '0');
    if (text.size() == 2 && text[0] == '1' && text[1] >= '0' && text[1] <= '5') {
        return static_cast<std::uint8_t>(10 + text[1] - '0');
    }
    return std::nullopt;
}

bool set(bool& flag, bool has_value) { return !has_value && !std::exchange(flag, true); }
bool set(std::optional<std::uint8_t>& bits, std::optional<std::uint8_t> value) {
    if (bits || !value) return false;
    bits = value;
    return true;
}

bool read_parameter(std::string_view parameter, Offer& offer) {
    const std::size_t equals = parameter.find('=');
    const bool has_value = equals != parameter.npos;
    const std::string_view name = trimmed(parameter.substr(0, equals));
    std::string_view value = has_value ? trimmed(parameter.substr(equals + 1)) : std::string_view();
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
    if (name == "server_no_context_takeover") return set(offer.server_no_context, has_value);
    if (name == "client_no_context_takeover") return set(offer.client_no_context, has_value);
    if (name == "server_max_window_bits") return set(offer.server_bits, window_bits(value));
    if (name == "client_max_window_bits") return set(offer.client_bits, has_value ? window_bits(value) : 15);
    return false;
}

std::optional<Offer> read_offer(std::string_view text) {
    if (take_element(text, ';') != "permessage-deflate") return std::nullopt;
    Offer offer;
    while (!text.empty()) {
        if (!read_parameter(take_element(text, ';'), offer)) return std::nullopt;
    }
    return offer;
}

}  // namespace

std::optional<DeflateTerms> agree(const DeflateTerms& wishes, const Headers& request) {
    for (const Headers::Field& field : request) {
        if (!equals_ignoring_case(field.name, "sec-websocket-extensions")) continue;
        for (std::string_view element : FieldList(field.value)) {
            const std::optional<Offer> offer = read_offer(element);
            if (!offer) continue;
            DeflateTerms terms = wishes;
            if (offer->server_no_context) terms.server_keeps_context = false;
            if (offer->client_no_context) terms.client_keeps_context = false;
            terms.server_window_bits = std::min(wishes.server_window_bits, offer->server_bits.value_or(15));
            if (terms.server_window_bits < 9) continue;
            // A client that says nothing of its window may use all of it.
            terms.client_window_was_offered = offer->client_bits.has_value();
            terms.client_window_bits =
                offer->client_bits ? std::min(wishes.client_window_bits, *offer->client_bits) : std::uint8_t{15};
            return terms;
        }
    }
    return std::nullopt;
}

}  // namespace kaon::inline v0::http::ws
