// Offers of permessage-deflate and what is agreed on.
#include <gtest/gtest.h>

#include "kaon/http/ws/extension.hpp"

namespace kaon::inline v0::http::ws {

static std::string answer(std::string_view offer, DeflateTerms wishes = {}) {
    Headers headers;
    headers.append("sec-websocket-extensions", offer);
    const auto terms = agree(wishes, headers);
    return terms ? terms->text() : "none";
}

static const std::string forgets = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";
static constexpr DeflateTerms keeps{.server_keeps_context = true, .client_keeps_context = true};

// https://www.rfc-editor.org/rfc/rfc7692#section-7.1
TEST(ws_extension, an_offer_is_answered_with_what_both_can_do) {
    const struct {
        const char* offer;
        std::string expected;
        DeflateTerms wishes;
    } cases[] = {
        {"permessage-deflate", forgets, {}},
        {"permessage-deflate", "permessage-deflate", keeps},
        {"permessage-deflate; client_max_window_bits", "permessage-deflate", keeps},
        {"permessage-deflate; server_no_context_takeover", "permessage-deflate; server_no_context_takeover", keeps},
        {"permessage-deflate; client_no_context_takeover", "permessage-deflate; client_no_context_takeover", keeps},
        {"permessage-deflate; server_max_window_bits=10", "permessage-deflate; server_max_window_bits=10", keeps},
        {"permessage-deflate; server_max_window_bits=\"10\"", "permessage-deflate; server_max_window_bits=10", keeps},
        {"permessage-deflate; client_max_window_bits=9", "permessage-deflate; client_max_window_bits=9", keeps},
        {"permessage-deflate; client_max_window_bits",
         forgets + "; server_max_window_bits=12; client_max_window_bits=11",
         {.server_window_bits = 12, .client_window_bits = 11}},
        {"permessage-deflate",
         forgets + "; server_max_window_bits=12",
         {.server_window_bits = 12, .client_window_bits = 11}},
        {"x-webkit-deflate-frame, permessage-deflate", forgets, {}},
        {"permessage-deflate; server_max_window_bits=8, permessage-deflate", forgets, {}},
    };
    for (const auto& [offer, expected, wishes] : cases) EXPECT_EQ(answer(offer, wishes), expected) << offer;
}

TEST(ws_extension, an_offer_that_breaks_a_rule_is_passed_over) {
    for (const char* offer :
         {"", "permessage-bzip2", "permessage-deflate; unknown", "permessage-deflate; server_max_window_bits",
          "permessage-deflate; server_max_window_bits=7", "permessage-deflate; server_max_window_bits=16",
          "permessage-deflate; server_max_window_bits=010", "permessage-deflate; server_max_window_bits=08",
          "permessage-deflate; server_no_context_takeover=1", "permessage-deflate; client_max_window_bits=",
          "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
          "permessage-deflate; client_max_window_bits; client_max_window_bits=10",
          "permessage-deflate; server_max_window_bits=8"}) {
        EXPECT_EQ(answer(offer), "none") << offer;
    }
}

TEST(ws_extension, offers_in_several_fields_are_one_list) {
    Headers headers;
    headers.append("sec-websocket-extensions", "permessage-deflate; unknown");
    headers.append("sec-websocket-extensions", "permessage-deflate; server_max_window_bits=9");
    const auto terms = agree(keeps, headers);
    ASSERT_TRUE(terms);
    EXPECT_EQ(terms->server_window_bits, 9);
}

}  // namespace kaon::inline v0::http::ws
