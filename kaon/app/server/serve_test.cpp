// The server's side by itself: content types, limits, other sites, and forms without a script.
#include <gtest/gtest.h>

#include "kaon/app/server/serve.hpp"
#include "kaon/web/test_client.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;
using http::Status;

namespace {

struct Order {
    std::string pen;
    std::int32_t count = 0;
    bool gift = false;
    static consteval auto describe() {
        return reflect::rules({{.field = "pen", .min_length = 1, .max_length = 8}, {.field = "count", .min = 1}});
    }
};
struct Receipt {
    std::int64_t number = 0;
};
constexpr ServerFunction<"/fn/buy", Order, Receipt> buy{};

Result<Receipt> take_order(Request&, Order order) {
    if (order.pen == "gold") return Error(Errc::conflict, "Sold out.");
    if (order.pen == "bug") return Error(Errc::internal, "secret");
    return Receipt{order.count * 100 + (order.gift ? 1 : 0)};
}
Html page_again(const Retry<Order>& form, Request& request) {
    return {std::string(request.path()) + " pen=" + std::string(form.input("pen")) + " (" +
            std::string(form.message("pen")) + ") count=" + std::string(form.input("count")) + " (" +
            std::string(form.message("count")) + ") " + std::string(form.error().text())};
}

Service shop() {
    return *Router{serve<buy>(take_order,
                              FormReply{.done = [](const Receipt& r) { return "/r/" + std::to_string(r.number); },
                                        .again = page_again},
                              body_limit(100))}
                .build();
}

}  // namespace

TEST(serve, answers_json_with_json) {
    TestClient client(shop());
    const auto r = client.post("/fn/buy").json(R"({"pen":"red","count":2,"gift":true,"new":[1]})").send();
    EXPECT_EQ(r.status(), Status::ok);
    EXPECT_EQ(r.header("content-type"), "application/json");
    EXPECT_EQ(r.text(), R"({"number":201})");
    EXPECT_EQ(r.header("cache-control"), "no-store");
}

TEST(serve, refuses_what_is_no_input) {
    struct {
        std::string body;
        std::string_view type;
        Status status;
        std::string_view code;
    } const cases[] = {
        {R"({"pen":"red","count":2,"gift":true)", "application/json", Status::bad_request, "json_syntax"},
        {"{\"pen\":\"\xff\",\"count\":2,\"gift\":true}", "application/json", Status::bad_request, "json_bad_utf8"},
        {R"({"pen":7,"count":2,"gift":true})", "application/json", Status::unprocessable_content, "json_wrong_shape"},
        {R"({"pen":"","count":0,"gift":true})", "application/json", Status::unprocessable_content, "unprocessable"},
        {std::string(101, ' '), "application/json", Status::content_too_large, "too_large"},
        {"pen=red", "text/plain", Status::unsupported_media_type, "unsupported_type"},
        {"pen=red", "multipart/form-data; boundary=x", Status::unsupported_media_type, "unsupported_type"},
        {"pen=%zz&count=1", "application/x-www-form-urlencoded", Status::bad_request, ""},
        {"pen=%ff&count=1", "application/x-www-form-urlencoded", Status::bad_request, ""},
        {std::string(101, 'x'), "application/x-www-form-urlencoded", Status::content_too_large, "too_large"},
    };
    for (const auto& c : cases) {
        TestClient client(shop());
        const auto r = client.post("/fn/buy").body(c.body, c.type).send();
        EXPECT_EQ(r.status(), c.status) << c.body;
        EXPECT_EQ(r.header("content-type"), "application/problem+json") << c.body;
        if (!c.code.empty())
            EXPECT_NE(r.text().find("\"code\":\"" + std::string(c.code) + '"'), std::string::npos) << r.text();
    }
    TestClient client(shop());
    EXPECT_EQ(client.get("/fn/buy").send().status(), Status::method_not_allowed);
}

TEST(serve, tells_nothing_of_internal_errors) {
    TestClient client(shop());
    const auto r = client.post("/fn/buy").json(R"({"pen":"bug","count":2,"gift":true})").send();
    EXPECT_EQ(r.status(), Status::internal_server_error);
    EXPECT_EQ(r.text().find("secret"), std::string::npos);
    const auto form = client.post("/fn/buy").form({{"pen", "bug"}, {"count", "1"}}).send();
    EXPECT_EQ(form.status(), Status::internal_server_error);
    EXPECT_EQ(form.text().find("secret"), std::string::npos);
}

TEST(serve, sends_a_form_on_to_the_page_of_its_result) {
    TestClient client(shop());
    const auto r = client.post("/fn/buy")
                       .header("accept", "text/html,*/*;q=0.8")
                       .form({{"pen", "red"}, {"count", "2"}, {"gift", "on"}})
                       .send();
    EXPECT_EQ(r.status(), Status::see_other);
    EXPECT_EQ(r.header("location"), "/r/201");
    EXPECT_EQ(client.post("/fn/buy").form({{"pen", "red"}, {"count", "2"}}).send().header("location"), "/r/200");
}

TEST(serve, shows_a_wrong_form_again_with_what_was_typed) {
    TestClient client(shop());
    const auto r = client.post("/fn/buy").form({{"pen", "much too long"}, {"count", "two"}}).send();
    EXPECT_EQ(r.status(), Status::unprocessable_content);
    EXPECT_EQ(r.text(), "/fn/buy pen=much too long (must have at most 8 characters) count=two (must be a whole number) "
                        "Some values are not acceptable.");
    const auto gone = client.post("/fn/buy").form({{"pen", "gold"}, {"count", "2"}}).send();
    EXPECT_EQ(gone.status(), Status::conflict);
    EXPECT_EQ(gone.text(), "/fn/buy pen=gold () count=2 () Sold out.");
}

TEST(serve, answers_a_form_with_json_when_asked_to) {
    TestClient client(shop());
    const auto ask_json = [&](std::string_view pen) {
        return client.post("/fn/buy").header("accept", "application/json").form({{"pen", pen}, {"count", "2"}}).send();
    };
    EXPECT_EQ(ask_json("red").text(), R"({"number":200})");
    EXPECT_EQ(ask_json("gold").header("content-type"), "application/problem+json");
    EXPECT_EQ(ask_json("").status(), Status::unprocessable_content);
}

TEST(serve, takes_no_forms_unless_it_says_how_to_answer_them) {
    TestClient client(*Router{serve<buy>(take_order)}.build());
    const auto r = client.post("/fn/buy").form({{"pen", "red"}, {"count", "2"}}).send();
    EXPECT_EQ(r.status(), Status::unsupported_media_type);
}

TEST(serve, never_sends_a_form_to_another_site) {
    TestClient client(
        *Router{serve<buy>(take_order, FormReply{.done = [](const Receipt&) { return "//evil.org"; }})}.build());
    const auto r = client.post("/fn/buy").form({{"pen", "red"}, {"count", "2"}}).send();
    EXPECT_EQ(r.status(), Status::internal_server_error);
    EXPECT_EQ(r.header("location"), "");
}

TEST(serve, refuses_requests_from_other_sites_before_it_reads_them) {
    using Fields = std::vector<std::pair<std::string_view, std::string_view>>;
    const auto status_of = [](const Service& service, const Fields& fields, bool as_form) {
        TestClient client(service);
        auto request = client.post("/fn/buy");
        for (const auto& [name, value] : fields) request.header(name, value);
        // Over the limit, so that reading it would show as 413.
        request.body(std::string(5000, 'x'), as_form ? "application/x-www-form-urlencoded" : "application/json");
        return request.in_pieces_of(10).send().status();
    };
    const Fields refused[] = {{{"sec-fetch-site", "cross-site"}},
                              {{"sec-fetch-site", "same-site"}},
                              {{"sec-fetch-site", "cross-site"}, {"origin", "https://test.local"}},
                              {{"origin", "https://evil.org"}},
                              {{"origin", "https://test.local.evil.org"}},
                              {{"origin", "null"}}};
    const Fields let_through[] = {
        {}, {{"sec-fetch-site", "same-origin"}}, {{"sec-fetch-site", "none"}}, {{"origin", "https://test.local"}}};
    for (const bool as_form : {false, true}) {
        for (const Fields& fields : refused) EXPECT_EQ(status_of(shop(), fields, as_form), Status::forbidden);
        for (const Fields& fields : let_through)
            EXPECT_EQ(status_of(shop(), fields, as_form), Status::content_too_large);
    }
    const Service trusting =
        *Router{serve<buy>(take_order, JsonOnly{}, SameOrigin{.trusted = {"https://app.org"}}, body_limit(9))}.build();
    EXPECT_EQ(status_of(trusting, {{"sec-fetch-site", "cross-site"}, {"origin", "https://app.org"}}, false),
              Status::content_too_large);
    EXPECT_EQ(status_of(trusting, {{"sec-fetch-site", "cross-site"}, {"origin", "https://app.com"}}, false),
              Status::forbidden);
}
