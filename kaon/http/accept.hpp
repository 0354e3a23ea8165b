// Content negotiation: which of our offers the client likes best (RFC 9110, section 12.5).
//
//   constexpr std::string_view offers[] = {"text/html", "application/json"};
//   auto best = best_media_type(request.headers.get("accept").value_or(""), offers);      // an index, or nothing: 406
//   best_language("ru,en;q=0.8", languages);  best_encoding("gzip, br", encodings);
//
// Among equals the earlier offer wins; an absent or empty field accepts the first. Only the first 64 elements of a
// field count. Threads: pure functions.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::http {

// Accept: the most specific range that fits an offer gives its weight. Parameters other than q are not compared.
std::optional<std::size_t> best_media_type(std::string_view accept, std::span<const std::string_view> offers);

// Accept-Language: "en" fits "en-GB" (RFC 4647, section 3.3.1), and "en-US" fits "en" when nothing fits better (3.4).
std::optional<std::size_t> best_language(std::string_view accept_language, std::span<const std::string_view> offers);

// Accept-Encoding: "identity" is acceptable unless it is refused; offer it last.
std::optional<std::size_t> best_encoding(std::string_view accept_encoding, std::span<const std::string_view> offers);

}  // namespace kaon::inline v0::http
