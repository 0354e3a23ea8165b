// The thinnest path: routes, extractors and responses through a service.
#include <gtest/gtest.h>

#include "kaon/base/mutex.hpp"
#include "kaon/web/extract/path.hpp"
#include "kaon/web/extract/state.hpp"
#include "kaon/web/hooks.hpp"
#include "kaon/web/json.hpp"
#include "kaon/web/router.hpp"
#include "kaon/web/test_client.hpp"

namespace kaon::inline v0 {
namespace {

struct Db {
    int size = 0;
};
struct User {
    std::int64_t id = 0;
    std::string name;
};

std::string home() { return "hi"; }
Task<Json<User>> show_user(State<Db> db, Path<std::int64_t> id) {
    if (*id > db->size) co_return Error(Errc::not_found, "no such user");
    co_return User{*id, "ada"};
}
Task<Json<User>> create_user(Json<User> body) { co_return *body; }

Router<Db> users() {
    return Router{
        get<"/">(home),
        get<"/users/{id}">(show_user),
        post<"/users">(create_user),
        get<"/about">([] { return "about"; }),
    };
}

TestClient client() { return TestClient(users().with(Db{10}).build().value()); }

TEST(router, answers_text_and_json) {
    TestClient c = client();
    auto r = c.get("/").send();
    EXPECT_EQ(r.code(), 200);
    EXPECT_EQ(r.text(), "hi");
    EXPECT_EQ(r.header("content-type"), "text/plain; charset=utf-8");
    r = c.get("/users/7").send();
    EXPECT_EQ(r.text(), R"({"id":7,"name":"ada"})");
    EXPECT_EQ(r.header("content-type"), "application/json");
    EXPECT_EQ(c.get("/about").send().text(), "about");
    r = c.post("/users").json(R"({"id": 3, "name": "bob"})").send();
    EXPECT_EQ(r.json<User>().value().name, "bob");
}

TEST(router, answers_errors_as_problems) {
    TestClient c = client();
    auto r = c.get("/users/70").send();
    EXPECT_EQ(r.code(), 404);
    EXPECT_NE(r.text().find("no such user"), std::string::npos) << r.text();
    EXPECT_EQ(r.header("content-type"), "application/problem+json");
    EXPECT_EQ(c.get("/users/x").send().code(), 400);
    EXPECT_EQ(c.get("/nowhere").send().code(), 404);
    r = c.del("/users").send();
    EXPECT_EQ(r.code(), 405);
    EXPECT_EQ(r.header("allow"), "POST, OPTIONS");
}

TEST(router, answers_head_and_options_by_itself) {
    TestClient c = client();
    auto r = c.head("/users/7").send();
    EXPECT_EQ(r.code(), 200);
    EXPECT_EQ(r.text(), "");
    r = c.request(http::Method::options, "/users/7").send();
    EXPECT_EQ(r.code(), 204);
    EXPECT_EQ(r.header("allow"), "GET, HEAD, OPTIONS");
    EXPECT_EQ(c.request(http::Method::options, "*").send().code(), 204);
    EXPECT_EQ(c.request(http::Method::trace, "/").send().code(), 405);
    EXPECT_EQ(c.request(http::Method::unknown, "/").send().code(), 501);
}

TEST(router, sends_the_other_form_of_a_path_to_the_one_that_is_registered) {
    TestClient c(Router{
        get<"/users">([] { return "list"; }),
        post<"/users">([] { return "made"; }),
        get<"/dir/">([] { return "dir"; }),
        get<"/{name}">([](Path<std::string> name) { return *name; }),
    }
                     .build()
                     .value());
    const struct {
        std::string_view path;
        int code;
        std::string_view location;
    } cases[] = {
        {"/users", 200, ""},
        {"/users/?a=1&b", 308, "/users?a=1&b"},
        {"/dir", 200, ""},
        {"/dir/", 200, ""},
        {"/users//", 404, ""},
        {"//evil.example/", 404, ""},
        {"/\\evil.example/", 404, ""},
        {"/x%5Cevil/", 308, "/x%5Cevil"},
        {"/a/b/", 404, ""},
        {"/\tevil/", 404, ""},
    };
    for (const auto& test : cases) {
        auto r = c.get(test.path).send();
        EXPECT_EQ(r.code(), test.code) << test.path;
        EXPECT_EQ(r.header("location"), test.location) << test.path;
    }
    EXPECT_EQ(c.post("/users/").send().code(), 404);
}

TEST(router, any_takes_the_methods_that_have_no_route) {
    TestClient c(
        Router{get<"/">([] { return "get"; }), any<"/">([](Request& r) { return std::string(http::text(r.method())); })}
            .build()
            .value());
    EXPECT_EQ(c.get("/").send().text(), "get");
    EXPECT_EQ(c.put("/").send().text(), "PUT");
    EXPECT_EQ(c.request(http::Method::options, "/").send().text(), "OPTIONS");
}

Router<> orgs() {
    return Router{
        get<"/">([](Request& r) { return "org " + std::string(*r.capture("org")) + " " + std::string(r.route()); }),
        get<"/members/{id}">([](Path<int> id) { return "member " + std::to_string(*id); }),
        fallback([] { return "nothing in here"; }),
    };
}

TEST(router, nests_below_prefixes_with_captures) {
    TestClient c(Router{nest<"/orgs/{org}">(orgs()), nest("/late", Router{get<"/x">([] { return "late"; })}),
                        merge(users()), fallback([] { return std::pair{http::Status::not_found, "own 404"}; })}
                     .with(Db{3})
                     .build()
                     .value());
    EXPECT_EQ(c.get("/orgs/kaon").send().text(), "org kaon /orgs/{org}");
    EXPECT_EQ(c.get("/orgs/kaon/members/5").send().text(), "member 5");
    EXPECT_EQ(c.get("/orgs/kaon/nope").send().text(), "nothing in here");
    EXPECT_EQ(c.get("/late/x").send().text(), "late");
    EXPECT_EQ(c.get("/users/2").send().code(), 200);
    EXPECT_EQ(c.get("/nope").send().text(), "own 404");
    EXPECT_EQ(c.get("/nope").send().code(), 404);
}

TEST(router, members_nest_and_merge_too) {
    auto app = Router{get<"/">([] { return "root"; })}
                   .nest<"/a">(users())
                   .nest("/b", orgs())
                   .merge(Router{get<"/c">([](State<User> u) { return u->name; })});
    static_assert(std::is_same_v<decltype(app), Router<Db, User>>);
    TestClient c(std::move(app).with(User{1, "eve"}).with(Db{3}).build().value());
    EXPECT_EQ(c.get("/a/users/1").send().code(), 200);
    EXPECT_EQ(c.get("/b/members/1").send().code(), 200);
    EXPECT_EQ(c.get("/c").send().text(), "eve");
}

TEST(router, reports_start_up_mistakes_all_at_once) {
    Result<Service> service =
        Router{
            get<"/a/{x}">([](Path<int>) { return "1"; }),
            nest<"/a">(Router{get<"/{y}">([](Path<int>) { return "2"; })}),
            nest("bad", Router{}),
            route(http::Method::get, "/plug/{id", [] { return "3"; }),
            route(http::Method::get, "/plug", [](Path<int>) { return "4"; }),
        }
            .build();
    ASSERT_FALSE(service);
    const std::string_view all = service.error().detail();
    for (std::string_view part : {"GET /a/{y} answers the same requests as GET /a/{x}", "prefix \"bad\"",
                                  "'{' is never closed", "has no capture in the route"}) {
        EXPECT_NE(all.find(part), all.npos) << part << " in\n" << all;
    }
}

TEST(router, takes_routes_that_are_known_at_run_time) {
    const std::string name = "dynamic";
    TestClient c(Router{route(http::Method::get, "/" + name + "/{id}",
                              [](Path<int> id, State<Db> db) { return std::to_string(*id + db->size); })}
                     .with(Db{40})
                     .build()
                     .value());
    EXPECT_EQ(c.get("/dynamic/2").send().text(), "42");
}

TEST(router, lists_its_routes) {
    const auto all = users().list();
    ASSERT_EQ(all.size(), 4u);
    EXPECT_EQ(all[3].pattern, "/users/{id}");
    EXPECT_EQ(all[3].method, "GET");
    EXPECT_NE(all[3].handler.find("Path<long>"), std::string::npos) << all[3].handler;
}

struct Tally {
    std::string name;
    int step = 1;
    Mutex<int> count;
};

TEST(router, makes_a_state_where_it_stays) {
    auto add = [](State<Tally> tally) {
        return tally->name + std::to_string(tally->count.with([&](int& n) { return n += tally->step; }));
    };
    TestClient none(Router{get<"/">(add)}.with<Tally>().build().value());
    EXPECT_EQ(none.get("/").send().text(), "1");
    TestClient some(Router{get<"/">(add)}.with<Tally>("hits ", 2).build().value());
    some.get("/").send();
    EXPECT_EQ(some.get("/").send().text(), "hits 4");
}

TEST(router, borrows_a_state_that_outlives_it) {
    const Tally tally{"hits ", 3};
    TestClient client(Router{get<"/">([](State<Tally> t) {
                          return std::to_string(t->count.with([&](int& n) { return n += t->step; }));
                      })}.with_borrowed(tally)
                          .build()
                          .value());
    EXPECT_EQ(client.get("/").send().text(), "3");
    EXPECT_EQ(*tally.count.lock(), 3);
}

TEST(router, keeps_the_inner_routers_state) {
    auto inner = Router{get<"/in">([](State<Db> db) { return std::to_string(db->size); })}.with(Db{1});
    static_assert(std::is_same_v<decltype(inner), Router<>>);
    TestClient c(Router{get<"/out">([](State<Db> db) { return std::to_string(db->size); }), merge(std::move(inner))}
                     .with(Db{2})
                     .build()
                     .value());
    EXPECT_EQ(c.get("/in").send().text(), "1");
    EXPECT_EQ(c.get("/out").send().text(), "2");
}

}  // namespace
}  // namespace kaon::inline v0
