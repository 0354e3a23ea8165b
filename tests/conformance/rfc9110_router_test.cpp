// RFC 9110: what a router adds to a server: methods that a resource has or has not, OPTIONS, hosts.
#include <gtest/gtest.h>

#include "kaon/web/web.hpp"
#include "origin.hpp"

using namespace kaon;
using namespace kaon::conformance;

namespace {

Service site() {
    return Router{get<"/page">([] { return "page"; }), post<"/page">([] { return "made"; })}.build().value();
}

std::string ask(std::string_view method, std::string_view path, std::string_view fields = "") {
    return std::string(method) + " " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n" + std::string(fields) + "\r\n";
}

}  // namespace

// https://www.rfc-editor.org/rfc/rfc9110#section-9.1
TEST(rfc9110, 9_1_get_and_head_are_always_there_together) {
    const Service service = site();
    const Origin origin(service);
    EXPECT_EQ(origin.ask(ask("GET", "/page")).at(0).content, "page");
    const std::string head = origin.talk(ask("HEAD", "/page"));
    EXPECT_TRUE(head.starts_with("HTTP/1.1 200 ")) << head;
    EXPECT_NE(head.find("content-length: 4\r\n"), head.npos);
}

TEST(rfc9110, 9_1_a_method_that_nobody_knows_is_answered_501) {
    const Service service = site();
    const Origin origin(service);
    EXPECT_EQ(origin.statuses(ask("BREW", "/page")), "501");
    EXPECT_EQ(origin.statuses(ask("get", "/page")), "501") << "methods are case-sensitive";
}

// https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6
TEST(rfc9110, 9_3_6_connect_opens_no_tunnel) {
    const Service service = site();
    const Origin origin(service);
    EXPECT_EQ(origin.statuses("CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n"), "501");
}

// https://www.rfc-editor.org/rfc/rfc9110#section-9.3.7
TEST(rfc9110, 9_3_7_options_tells_the_methods_of_a_resource_and_answers_for_all) {
    const Service service = site();
    const Origin origin(service);
    const Reply one = origin.ask(ask("OPTIONS", "/page")).at(0);
    EXPECT_EQ(one.status, 204);
    EXPECT_TRUE(one.has("allow: get, head, post, options")) << one.head;
    EXPECT_EQ(origin.statuses(ask("OPTIONS", "*")), "204");
}

// https://www.rfc-editor.org/rfc/rfc9110#section-9.3.8
TEST(rfc9110, 9_3_8_trace_reflects_nothing) {
    const Service service = site();
    const Origin origin(service);
    const Reply reply = origin.ask(ask("TRACE", "/page", "Cookie: secret\r\n")).at(0);
    EXPECT_EQ(reply.status, 405);
    EXPECT_EQ(reply.content.find("secret"), reply.content.npos);
}

// https://www.rfc-editor.org/rfc/rfc9110#section-15.5.6
TEST(rfc9110, 15_5_6_a_method_that_a_resource_has_not_is_answered_405_with_allow) {
    const Service service = site();
    const Origin origin(service);
    const Reply reply = origin.ask(ask("DELETE", "/page")).at(0);
    EXPECT_EQ(reply.status, 405);
    EXPECT_TRUE(reply.names("allow")) << reply.head;
}

// https://www.rfc-editor.org/rfc/rfc9110#section-7.4
TEST(rfc9110, 7_4_a_host_that_is_not_ours_is_answered_421) {
    const Service service =
        Router{get<"/page">([] { return "page"; }), layer(allowed_hosts({"example.org"}))}.build().value();
    const Origin origin(service);
    EXPECT_EQ(origin.statuses(ask("GET", "/page")), "421");
    EXPECT_EQ(origin.statuses("GET http://example.org/page HTTP/1.1\r\nHost: a\r\n\r\n"), "200");
}
