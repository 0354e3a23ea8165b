// The thinnest path: routes, extractors and responses through a service.
#include "kaon/web/router.hpp"

#include <gtest/gtest.h>

#include "kaon/web/extract/path.hpp"
#include "kaon/web/extract/state.hpp"
#include "kaon/web/hooks.hpp"
#include "kaon/web/json.hpp"
#include "kaon/web/test_client.hpp"

namespace kaon {
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

}  // namespace
}  // namespace kaon
