// Whom trusted proxies speak for, and what clients make up.
#include <gtest/gtest.h>

#include "kaon/http/forwarded.hpp"

using namespace kaon;
using namespace kaon::http;

namespace {

struct Field {
    const char* name;
    std::string value;
};

// As "address scheme host", for a peer 10.0.0.1 in 10.0.0.0/8, which is trusted, asked for "inner" in the clear.
std::string origin_of(std::vector<Field> fields, ForwardedBy by = ForwardedBy::x_forwarded,
                      const char* peer = "10.0.0.1") {
    const Network trusted[] = {Network::parse("10.0.0.0/8").value(), Network::parse("fd00::/8").value()};
    Request request;
    request.peer = *read_address(peer);
    request.authority = "inner";
    for (const Field& field : fields) request.headers.append_copy(field.name, field.value);
    const Origin origin = read_forwarded(request, trusted, by);
    return origin.client.text() + " " + std::string(origin.scheme) + " " + std::string(origin.host);
}

std::string address_in(const std::string& list) {
    const std::string all = origin_of({{"X-Forwarded-For", list}});
    return all.substr(0, all.find(' '));
}
std::string forwarded_by(const std::string& list) { return origin_of({{"Forwarded", list}}, ForwardedBy::forwarded); }

}  // namespace

TEST(forwarded, the_client_is_the_first_address_from_the_end_that_is_not_trusted) {
    EXPECT_EQ(address_in("203.0.113.7"), "203.0.113.7");
    EXPECT_EQ(address_in("6.6.6.6, 203.0.113.7"), "203.0.113.7") << "what the client says himself";
    EXPECT_EQ(address_in("6.6.6.6, 203.0.113.7, 10.1.1.1, fd00::1"), "203.0.113.7");
    EXPECT_EQ(address_in("10.9.9.9"), "10.9.9.9") << "one that is trusted and says no more is the client";
    EXPECT_EQ(address_in("203.0.113.7:4711"), "203.0.113.7");
    EXPECT_EQ(address_in("[2001:db8::7]:4711"), "2001:db8::7");
    EXPECT_EQ(address_in("2001:db8::7"), "2001:db8::7");
    EXPECT_EQ(address_in("\"2001:db8::7\""), "2001:db8::7");
    EXPECT_EQ(origin_of({{"x-forwarded-for", "6.6.6.6"}, {"x-forwarded-for", "203.0.113.7"}}), "203.0.113.7 http inner")
        << "several lines are one list";
}

TEST(forwarded, nobody_else_is_believed) {
    const std::vector<Field> lies{{"X-Forwarded-For", "127.0.0.1"},
                                  {"X-Forwarded-Proto", "https"},
                                  {"X-Forwarded-Host", "evil.example"},
                                  {"Forwarded", "for=127.0.0.1;proto=https;host=evil.example"}};
    for (const ForwardedBy by : {ForwardedBy::x_forwarded, ForwardedBy::forwarded})
        EXPECT_EQ(origin_of(lies, by, "203.0.113.7"), "203.0.113.7 http inner");
    EXPECT_EQ(origin_of({{"Forwarded", "for=6.6.6.6"}}), "10.0.0.1 http inner") << "only the fields that were named";
    EXPECT_EQ(origin_of({{"X-Forwarded-For", "6.6.6.6"}}, ForwardedBy::forwarded), "10.0.0.1 http inner");
}

TEST(forwarded, what_is_empty_or_no_address_leaves_the_proxy_as_the_peer) {
    for (const char* list : {"",          " ",
                             ",",         ",,,",
                             "unknown",   "_hidden",
                             "nonsense",  "1.2.3",
                             "1.2.3.4.5", "1.2.3.4:",
                             "[1.2.3.4]", "[::1",
                             "[::1]x",    "[::1]:",
                             "::1::",     "\"",
                             "\"\"",      "\"1.2.3.4",
                             "127.1",     "0x7f.0.0.1",
                             "unix",      "203.0.113.7, nonsense"}) {
        EXPECT_EQ(address_in(list), "10.0.0.1") << list;
    }
    EXPECT_EQ(address_in(std::string(20'000, ',')), "10.0.0.1");
    std::string chain;
    for (int i = 0; i < 1000; ++i) chain += "10.0.0.2, ";
    EXPECT_EQ(address_in("6.6.6.6, " + chain + "10.0.0.2"), "10.0.0.2") << "a chain has an end";
}

TEST(forwarded, scheme_and_host_are_those_that_the_outermost_trusted_proxy_saw) {
    const auto says = [](const char* proto, const char* host) {
        return origin_of({{"X-Forwarded-For", "6.6.6.6, 203.0.113.7, 10.1.1.1"},
                          {"X-Forwarded-Proto", proto},
                          {"X-Forwarded-Host", host}});
    };
    EXPECT_EQ(says("https", "example.org"), "203.0.113.7 https example.org") << "one word for all";
    EXPECT_EQ(says("ftp, HTTPS, http", "evil.example, example.org:8443, b.internal"),
              "203.0.113.7 https example.org:8443");
    EXPECT_EQ(says("gopher", "exa mple"), "203.0.113.7 http inner");
    EXPECT_EQ(says("", "/etc/passwd"), "203.0.113.7 http inner");
    EXPECT_EQ(origin_of({{"X-Forwarded-Proto", "https"}}), "10.0.0.1 https inner");
}

TEST(forwarded, reads_the_field_of_rfc_7239) {
    EXPECT_EQ(forwarded_by("for=203.0.113.7;proto=https;host=example.org;by=10.0.0.1"),
              "203.0.113.7 https example.org");
    EXPECT_EQ(forwarded_by("For=\"[2001:db8::7]:4711\" ; Proto=HTTPS"), "2001:db8::7 https inner");
    EXPECT_EQ(forwarded_by("for=6.6.6.6;host=evil.example, for=203.0.113.7;host=\"a.example:81\", for=10.1.1.1"),
              "203.0.113.7 http a.example:81");
    EXPECT_EQ(forwarded_by("for=\"203.0.113.7:_made_up\""), "203.0.113.7 http inner");
    for (const char* nobody : {"for=unknown", "for=_hidden;proto=http", "by=203.0.113.7", "for", "=", ";;;", "for="})
        EXPECT_EQ(forwarded_by(nobody), "10.0.0.1 http inner") << nobody;
}

TEST(forwarded, a_quote_that_a_client_left_open_swallows_nothing) {
    for (const char* beginning : {"for=\"", "for=\"x, ", "\"", "for=6.6.6.6;host=\"a\\", "for=6.6.6.6, \"\\\"", "\\"}) {
        EXPECT_EQ(forwarded_by(std::string(beginning) + ", for=203.0.113.7"), "203.0.113.7 http inner") << beginning;
        EXPECT_EQ(forwarded_by(std::string(beginning) + ", for=\"203.0.113.7:80\", for=10.1.1.1"),
                  "203.0.113.7 http inner")
            << beginning;
    }
}
