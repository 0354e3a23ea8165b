// What handlers return.
#include <gtest/gtest.h>

#include "kaon/web/test_client.hpp"
#include "kaon/web/web.hpp"

namespace kaon::inline v0 {
namespace {

struct Item {
    int id;
};
struct Csv {
    std::string text;
};
http::Response to_response(Csv csv, Request& request) {
    http::Response response;
    response.headers.set("content-type", "text/csv; charset=utf-8");
    response.headers.set("x-route", request.route());
    response.body = http::Body(std::move(csv.text));
    return response;
}
Stream<std::string> rows() {
    for (int i = 0; i < 3; ++i) co_yield std::to_string(i) + "\n";
}
Stream<std::string> breaks() {
    co_yield "a";
    co_await Error(Errc::internal);
}

// Types of an application whose names Kaon uses inside.
struct Report {
    static void respond(auto&&...) { ADD_FAILURE(); }
    static void write(auto&&...) { ADD_FAILURE(); }
};
http::Response to_response(Report, Request&) { return {.body = http::Body("report")}; }
struct Priced : Json<Item> {};
http::Response to_response(Priced priced, Request&) { return {.body = http::Body(std::to_string(priced->id))}; }
struct Named : Json<Item> {};
template <class Connection>
void respond(Connection&, Report&&) {
    ADD_FAILURE();
}

TestClient client() {
    return TestClient(Router{
        get<"/html">([] { return Html{"<p>"}; }),
        get<"/none">([] { return NoContent{}; }),
        get<"/void">([] {}),
        get<"/task-void">([]() -> Task<> { co_return; }),
        get<"/status">([] { return http::Status::accepted; }),
        get<"/pair">([] { return std::pair{http::Status::accepted, Json<Item>(Item{1})}; }),
        get<"/parts">([] {
            return std::tuple{SetHeader{"content-type", "text/x"}, SetCookie{.name = "sid", .value = "a%20b"}, "body"};
        }),
        get<"/csv">([] { return Csv{"a,b"}; }),
        get<"/either/{page}">([](Path<bool> page) -> Task<std::variant<Html, Redirect>> {
            if (*page) co_return Html{"<p>"};
            co_return Redirect::to("/html");
        }),
        get<"/result/{ok}">([](Path<bool> ok) -> Result<std::string> {
            if (*ok) return "fine";
            return Error(Errc::conflict, "taken").with_field("name", "is taken");
        }),
        get<"/stream">([] { return Streamed{rows(), "text/plain"}; }),
        get<"/broken-stream">([] { return Streamed{breaks()}; }),
        get<"/bytes">([] { return Bytes{"\x01\x02"}; }),
        get<"/given-text">([] { return Text{"given"}; }),
        get<"/raw">([] { return http::Response{.status = http::Status::accepted, .body = http::Body("raw")}; }),
        get<"/report">([] { return std::pair{http::Status::accepted, Report{}}; }),
        get<"/priced">([] { return Priced{Item{7}}; }),
        get<"/named">([] { return Named{Item{8}}; }),
        get<"/variant">([]() -> Task<Html> { co_return Result<Html>(Html{"x"}); }),
    }
                          .build()
                          .value());
}

TEST(response, a_variant_answers_with_what_it_holds) {
    TestClient c = client();
    EXPECT_EQ(c.get("/either/true").send().text(), "<p>");
    const auto sent_on = c.get("/either/false").send();
    EXPECT_EQ(sent_on.status(), http::Status::see_other);
    EXPECT_EQ(sent_on.header("location"), "/html");
}

TEST(responses, have_status_type_and_body) {
    TestClient c = client();
    const struct {
        std::string_view path;
        int code;
        std::string_view type;
        std::string_view text;
    } cases[] = {
        {"/html", 200, "text/html; charset=utf-8", "<p>"},
        {"/none", 204, "", ""},
        {"/void", 204, "", ""},
        {"/task-void", 204, "", ""},
        {"/status", 202, "", ""},
        {"/pair", 202, "application/json", R"({"id":1})"},
        {"/parts", 200, "text/x", "body"},
        {"/csv", 200, "text/csv; charset=utf-8", "a,b"},
        {"/result/true", 200, "text/plain; charset=utf-8", "fine"},
        {"/stream", 200, "text/plain", "0\n1\n2\n"},
        {"/bytes", 200, "application/octet-stream", "\x01\x02"},
        {"/given-text", 200, "text/plain; charset=utf-8", "given"},
        {"/raw", 202, "", "raw"},
        {"/report", 200, "", "report"},
        {"/priced", 200, "", "7"},
        {"/named", 200, "application/json", R"({"id":8})"},
        {"/variant", 200, "text/html; charset=utf-8", "x"},
    };
    for (const auto& test : cases) {
        auto r = c.get(test.path).send();
        EXPECT_EQ(r.code(), test.code) << test.path;
        EXPECT_EQ(r.header("content-type"), test.type) << test.path;
        EXPECT_EQ(r.text(), test.text) << test.path;
    }
    EXPECT_EQ(c.cookies().at("sid"), "a%20b");
    EXPECT_EQ(c.get("/csv").send().header("x-route"), "/csv");
    EXPECT_EQ(c.get("/result/false").send().code(), 409);
}

TEST(responses, cannot_be_split) {
    TestClient c(Router{
        get<"/header">([] { return std::pair{SetHeader{"x-a", "a\r\nset-cookie: sid=evil"}, "x"}; }),
        get<"/cookie">([] { return std::pair{SetCookie{.name = "a", .value = "b; Domain=evil\r\n"}, "x"}; }),
        get<"/to">([](Query<Item> q) { return Redirect::to(q->id ? "/x\r\nset-cookie: a=b" : "/fine"); }),
    }
                     .build()
                     .value());
    for (std::string_view path : {"/header", "/cookie", "/to?id=1"}) {
        auto r = c.get(path).send();
        EXPECT_EQ(r.code(), 500) << path;
        EXPECT_EQ(r.header("set-cookie"), "") << path;
        EXPECT_EQ(r.text().find("evil"), std::string::npos) << path;
    }
    EXPECT_EQ(c.get("/to?id=0").send().header("location"), "/fine");
}

}  // namespace
}  // namespace kaon::inline v0
