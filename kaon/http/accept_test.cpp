// Negotiation: media types, languages and encodings by fit and weight.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "kaon/http/accept.hpp"

using namespace kaon::http;

namespace {

using Offers = std::vector<std::string_view>;

// The offer that was chosen, or "none".
template <class Best>
std::string_view choose(Best best, std::string_view field, const Offers& offers) {
    const auto index = best(field, offers);
    return index ? offers[*index] : "none";
}

}  // namespace

TEST(accept, chooses_by_the_most_specific_range_and_its_weight) {
    const Offers offers = {"text/html", "application/json", "text/plain"};
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"", "text/html"},
        {"*/*", "text/html"},
        {"application/json", "application/json"},
        {"APPLICATION/*", "application/json"},
        {"text/html;q=0.4, application/json;q=0.5", "application/json"},
        {"text/*;q=0.9, text/html;q=0.1, */*;q=0.5", "text/plain"},
        {"*/*;q=0.1, text/plain", "text/plain"},
        {"text/html;q=0, */*", "application/json"},
        {"image/png", "none"},
        {"text/html;q=0", "none"},
        {"text/html;q=2, application/json;q=x, text/plain;q=0.001", "text/plain"},
        {"text/html;level=1;Q=0.2, application/json;q=0.30", "application/json"},
        {"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"},
        {";;;,,,/", "none"},
    };
    for (const auto& [field, expected] : cases) EXPECT_EQ(choose(best_media_type, field, offers), expected) << field;
    EXPECT_FALSE(best_media_type("*/*", {}));
}

TEST(accept, counts_only_the_first_elements) {
    std::string field;
    for (int i = 0; i < 64; ++i) field += "a/b,";
    EXPECT_EQ(choose(best_media_type, field + "text/html", {"text/html"}), "none");
}

TEST(accept, chooses_languages_by_prefix_both_ways) {
    const Offers offers = {"en", "ru", "pt-BR"};
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7", "ru"},
        {"en-GB, ru;q=0.9", "en"},
        {"pt", "pt-BR"},
        {"de, *;q=0.1", "en"},
        {"de", "none"},
        {"en;q=0, *", "ru"},
        {"rum", "none"},
        {"", "en"},
    };
    for (const auto& [field, expected] : cases) EXPECT_EQ(choose(best_language, field, offers), expected) << field;
}

TEST(accept, falls_back_to_identity_unless_it_is_refused) {
    const Offers offers = {"br", "gzip", "identity"};
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"gzip, deflate, br", "br"}, {"gzip", "gzip"}, {"br;q=0.5, gzip", "gzip"}, {"", "identity"},
        {"deflate", "identity"},     {"*", "br"},      {"identity;q=0", "none"},   {"*;q=0", "none"},
        {"*;q=0, gzip", "gzip"},
    };
    for (const auto& [field, expected] : cases) EXPECT_EQ(choose(best_encoding, field, offers), expected) << field;
}
