// Weights and the three ways of matching.
#include "kaon/http/accept.hpp"

#include <algorithm>

#include "kaon/http/field_list.hpp"
#include "kaon/http/headers.hpp"
#include "kaon/http/media_type.hpp"

namespace kaon::inline v0::http {

namespace {

constexpr int max_elements = 64;

// https://www.rfc-editor.org/rfc/rfc9110#section-12.4.2, in thousandths; what is malformed counts as refused.
int parse_weight(std::string_view text) {
    if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return 0;
    int weight = (text[0] - '0') * 1000;
    if (text.size() > 1 && text[1] != '.') return 0;
    int scale = 100;
    for (char c : text.substr(text.size() > 1 ? 2 : 1)) {
        if (c < '0' || c > '9') return 0;
        weight += (c - '0') * scale;
        scale /= 10;
    }
    return weight > 1000 ? 0 : weight;
}

struct Element {
    std::string_view range;
    int weight = 1000;
};

Element parse_element(std::string_view text) {
    Element element;
    element.range = take_element(text, ';');
    while (!text.empty()) {
        const std::string_view parameter = take_element(text, ';');
        if (parameter.size() >= 2 && (parameter[0] | 0x20) == 'q' && parameter[1] == '=') {
            element.weight = parse_weight(parameter.substr(2));
        }
    }
    return element;
}

// How well a range fits an offer: 0 not at all, else the more the more specific.
using Fit = int (*)(std::string_view range, std::string_view offer);

int fit_media_type(std::string_view range, std::string_view offer) {
    if (range == "*/*") return 1;
    const auto type = parse_media_type(offer);
    if (!type) return 0;
    if (range.ends_with("/*")) return equals_ignoring_case(range.substr(0, range.size() - 2), type->type) ? 2 : 0;
    return type->is(range) ? 3 : 0;
}

bool is_prefix(std::string_view prefix, std::string_view tag) {
    return prefix.size() < tag.size() && tag[prefix.size()] == '-' &&
           equals_ignoring_case(prefix, tag.substr(0, prefix.size()));
}

int fit_language(std::string_view range, std::string_view offer) {
    if (range == "*") return 1;
    if (equals_ignoring_case(range, offer)) return 1000;
    if (is_prefix(range, offer)) return 500;
    // A longer range that begins with our offer: the one that is cut least comes nearest.
    if (is_prefix(offer, range)) return 402 - static_cast<int>(std::min<std::size_t>(range.size() - offer.size(), 400));
    return 0;
}

int fit_encoding(std::string_view range, std::string_view offer) {
    if (range == "*") return 1;
    return equals_ignoring_case(range, offer) ? 2 : 0;
}

// The weight of the range that fits best; -1 when none does.
int weight_of(std::string_view field, std::string_view offer, Fit fit) {
    int best_fit = 0, weight = -1, count = 0;
    for (std::string_view text : FieldList(field)) {
        if (++count > max_elements) break;
        const Element element = parse_element(text);
        const int how = fit(element.range, offer);
        if (how > best_fit || (how > 0 && how == best_fit && element.weight > weight)) {
            best_fit = how;
            weight = element.weight;
        }
    }
    return weight;
}

// `always` is the offer that nobody needs to ask for.
std::optional<std::size_t> best(std::string_view field, std::span<const std::string_view> offers, Fit fit,
                                std::string_view always = {}) {
    if (offers.empty()) return std::nullopt;
    if (trimmed(field).empty() && always.empty()) return 0;
    std::optional<std::size_t> chosen;
    int most = 0;
    for (std::size_t i = 0; i < offers.size(); ++i) {
        int weight = weight_of(field, offers[i], fit);
        if (weight < 0 && !always.empty() && equals_ignoring_case(offers[i], always)) weight = 1;
        if (weight > most) {
            most = weight;
            chosen = i;
        }
    }
    return chosen;
}

}  // namespace

std::optional<std::size_t> best_media_type(std::string_view accept, std::span<const std::string_view> offers) {
    return best(accept, offers, fit_media_type);
}
std::optional<std::size_t> best_language(std::string_view accept_language, std::span<const std::string_view> offers) {
    return best(accept_language, offers, fit_language);
}
std::optional<std::size_t> best_encoding(std::string_view accept_encoding, std::span<const std::string_view> offers) {
    return best(accept_encoding, offers, fit_encoding, "identity");
}

}  // namespace kaon::inline v0::http
