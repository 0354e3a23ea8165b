// What docs/guide/handlers.md shows beyond the lessons: responses of one's own, hooks, what each core has for itself.
#include <gtest/gtest.h>

#include "kaon/coro/time.hpp"
#include "kaon/http/uri.hpp"
#include "kaon/web/test_client.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;

namespace {

// snippet: responses
Result<std::string> half(Path<int> number) {
    if (*number % 2 != 0) return Error(Errc::unprocessable, "the number is odd");
    return std::to_string(*number / 2);
}

// A status, a header and a body; one of two responses; no content.
std::tuple<http::Status, SetHeader, std::string> later() {
    return {http::Status::accepted, {"retry-after", "5"}, "soon"};
}
std::variant<Html, Redirect> start(Cookies cookies) {
    if (!cookies.get("seen")) return Redirect::to("/welcome");
    return Html{"<h1>Hello again</h1>"};
}
void forget(Path<int>) {}  // 204
// end

// snippet: strict
struct Point {
    int x, y;
};
Result<Json<Point>> move_to(Text body) {
    return json::read<Point>(*body, {.unknown_fields = json::UnknownFields::reject}).transform([](Point point) {
        return Json(point);
    });
}
// end

// snippet: check
struct Meeting {
    std::string room;
    std::int32_t minutes;

    static consteval auto describe() {
        return reflect::rules({
            {.field = "room",
             .check = [](std::string_view room) { return room.starts_with("R-"); },
             .message = "must be the name of a room, as in R-12"},
            {.field = "minutes",
             .check = [](std::int32_t minutes) { return minutes % 15 == 0; },
             .message = "must be in quarters of an hour"},
        });
    }
};
// end

// snippet: own_response
struct Csv {
    std::string text;
};
http::Response to_response(Csv csv, Request&) {
    http::Response response;
    response.headers.set("content-type", "text/csv; charset=utf-8");
    response.body = http::Body(std::move(csv.text));
    return response;
}
Csv export_all() { return {"name,age\nAda,36\n"}; }
// end

// snippet: streamed
Stream<std::string> numbers(int count) {
    for (int i = 0; i < count; ++i) {
        co_await sleep(1s);
        co_yield std::to_string(i) + "\n";
    }
}
Streamed count_up(Path<int> to) { return {numbers(*to), "text/plain; charset=utf-8"}; }
// end

// snippet: local
struct Visits {
    std::int64_t here = 0;  // no lock: one core's own
};
std::string visit(Local<Visits> visits) { return std::to_string(++visits->here); }
// end

// snippet: routes
Router<> api() {
    return Router{
        get<"/half/{number}">(half), get<"/later">(later),         del<"/items/{id}">(forget),
        get<"/export">(export_all),  get<"/count/{to}">(count_up),
    };
}

Service site() {
    return Router{
        get<"/">(start),
        get<"/visits">(visit),
        nest<"/api">(api()),
        fallback([] { return std::pair{http::Status::not_found, Html{"<h1>Nothing here</h1>"}}; }),
        on_error([](const Error& error, Request& request, http::Response response) {
            if (request.path().starts_with("/api/")) return response;  // the problem document, as it is
            response.headers.set("content-type", "text/plain; charset=utf-8");
            response.body = http::Body("Sorry: " + std::string(error.text()));
            return response;
        }),
    }
        .with(per_core([] { return Visits(); }))
        .build()
        .value();
}
// end

TEST(responses, are_what_handlers_return) {
    TestClient client(site());
    EXPECT_EQ(client.get("/").send().header("location"), "/welcome");
    EXPECT_EQ(client.get("/").header("cookie", "seen=1").send().text(), "<h1>Hello again</h1>");
    EXPECT_EQ(client.get("/api/half/8").send().text(), "4");
    EXPECT_EQ(client.get("/api/half/7").send().code(), 422);
    EXPECT_EQ(client.get("/api/later").send().header("retry-after"), "5");
    EXPECT_EQ(client.del("/api/items/7").send().code(), 204);
    EXPECT_EQ(client.get("/api/export").send().header("content-type"), "text/csv; charset=utf-8");
    EXPECT_EQ(client.get("/api/count/3").send().text(), "0\n1\n2\n");
    EXPECT_EQ(client.get("/nowhere").send().text(), "<h1>Nothing here</h1>");
    client.get("/visits").send();
    EXPECT_EQ(client.get("/visits").send().text(), "2");
    EXPECT_EQ(client.post("/visits").send().text(), "Sorry: this resource does not know the method");
    EXPECT_TRUE(client.get("/api/half/x").send().text().starts_with("{\"type\""));
}

TEST(bodies, with_members_that_nobody_knows_are_refused_on_demand) {
    TestClient client(Router{post<"/strict">(move_to), post<"/">([](Json<Point> p) { return std::to_string(p->x); })}
                          .build()
                          .value());
    const std::string known = R"({"x":1,"y":2})", unknown = R"({"x":1,"y":2,"z":3})";
    EXPECT_EQ(client.post("/strict").json(known).send().text(), known);
    EXPECT_EQ(client.post("/strict").json(unknown).send().code(), 422);
    EXPECT_EQ(client.post("/").json(unknown).send().code(), 200);
}

TEST(rules, may_hold_checks_of_ones_own) {
    TestClient client(Router{post<"/">([](Json<Meeting> meeting) { return meeting->room; })}.build().value());
    EXPECT_EQ(client.post("/").json(R"({"room":"R-1","minutes":45})").send().text(), "R-1");
    const std::string wrong = client.post("/").json(R"({"room":"1","minutes":40})").send().text();
    EXPECT_NE(wrong.find(R"({"field":"room","message":"must be the name of a room, as in R-12"})"), wrong.npos)
        << wrong;
    EXPECT_NE(wrong.find("must be in quarters of an hour"), wrong.npos) << wrong;
}

}  // namespace
