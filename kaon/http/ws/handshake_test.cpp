// Requests that open a WebSocket, requests that do not, and the answer's fields.
#include <initializer_list>

#include <gtest/gtest.h>

#include "kaon/http/ws/handshake.hpp"

namespace kaon::inline v0::http::ws {

static Request opening(std::initializer_list<std::pair<std::string_view, std::string_view>> changes = {}) {
    Request request;
    request.authority = "example.org:8080";
    request.headers.append("connection", "keep-alive, Upgrade");
    request.headers.append("upgrade", "WebSocket");
    request.headers.append("sec-websocket-version", "13");
    request.headers.append("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");
    for (const auto& [name, value] : changes) {
        request.headers.remove(name);
        if (!value.empty()) request.headers.append_copy(name, value);
    }
    return request;
}

TEST(ws_handshake, a_request_of_the_rfc_is_answered_with_its_key) {
    const Request request = opening();
    EXPECT_EQ(check_handshake(request).status, Status::ok);
    Headers answer;
    append_answer(answer, request, DeflateTerms{});
    EXPECT_EQ(answer.get("sec-websocket-accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    EXPECT_EQ(answer.get("sec-websocket-extensions"),
              "permessage-deflate; server_no_context_takeover; client_no_context_takeover");
}

TEST(ws_handshake, each_missing_or_wrong_part_has_its_status) {
    const struct {
        std::string_view name, value;
        Status expected;
    } cases[] = {
        {"upgrade", "", Status::upgrade_required},
        {"upgrade", "h2c", Status::upgrade_required},
        {"connection", "", Status::bad_request},
        {"connection", "keep-alive", Status::bad_request},
        {"sec-websocket-version", "", Status::bad_request},
        {"sec-websocket-version", "8", Status::upgrade_required},
        {"sec-websocket-key", "", Status::bad_request},
        {"sec-websocket-key", "short", Status::bad_request},
    };
    for (const auto& [name, value, expected] : cases) {
        EXPECT_EQ(check_handshake(opening({{name, value}})).status, expected) << name << ": " << value;
    }
    Request twice = opening();
    twice.headers.append("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");
    EXPECT_EQ(check_handshake(twice).status, Status::bad_request);
    Request post = opening();
    post.method = Method::post;
    EXPECT_EQ(check_handshake(post).status, Status::upgrade_required);
    Request old = opening();
    old.version = Version::http_1_0;
    EXPECT_EQ(check_handshake(old).status, Status::upgrade_required);
}

// https://www.rfc-editor.org/rfc/rfc8441#section-5
TEST(ws_handshake, over_http_2_it_is_a_connect_without_keys) {
    Request request;
    request.method = Method::connect;
    request.version = Version::http_2;
    request.protocol = "websocket";
    request.headers.append("sec-websocket-version", "13");
    EXPECT_EQ(check_handshake(request).status, Status::ok);
    Headers answer;
    append_answer(answer, request, {});
    EXPECT_FALSE(answer.has("sec-websocket-accept"));
    request.protocol = "connect-udp";
    EXPECT_EQ(check_handshake(request).status, Status::bad_request);
}

TEST(ws_handshake, the_clients_first_known_protocol_is_chosen) {
    const std::string known[] = {"v2.chat", "v1.chat"};
    EXPECT_EQ(choose_protocol(opening({{"sec-websocket-protocol", "soap, v1.chat, v2.chat"}}).headers, known),
              "v1.chat");
    EXPECT_EQ(choose_protocol(opening({{"sec-websocket-protocol", "soap"}}).headers, known), "");
    EXPECT_EQ(choose_protocol(opening().headers, known), "");
    EXPECT_EQ(offered_protocols(opening({{"sec-websocket-protocol", "a, b c, d"}}).headers),
              (std::vector<std::string_view>{"a", "d"}));
}

TEST(ws_handshake, only_pages_of_the_same_host_and_port_are_of_the_same_origin) {
    EXPECT_TRUE(is_same_origin(opening()));
    EXPECT_TRUE(is_same_origin(opening({{"origin", "https://example.org:8080"}})));
    EXPECT_TRUE(is_same_origin(opening({{"origin", "http://EXAMPLE.org:8080"}})));
    for (std::string_view other : {"ftp://example.org:8080", "https://example.org", "https://evil.org:8080", "null",
                                   "https://", "example.org:8080", "https://example.org:8080.evil.org"}) {
        EXPECT_FALSE(is_same_origin(opening({{"origin", other}}))) << other;
    }
}

TEST(ws_handshake, a_page_that_came_in_the_clear_is_of_another_origin_than_tls) {
    Request sealed = opening({{"origin", "http://example.org:8080"}});
    EXPECT_TRUE(is_same_origin(sealed));
    sealed.scheme = "https";
    EXPECT_FALSE(is_same_origin(sealed));
    Request same = opening({{"origin", "HTTPS://example.org:8080"}});
    same.scheme = "https";
    EXPECT_TRUE(is_same_origin(same));
}

}  // namespace kaon::inline v0::http::ws
