// The whole application without a socket: the router on a database in memory.
#include <gtest/gtest.h>

#include "embedded/migrations.hpp"
#include "kaon/sql/sql.hpp"
#include "kaon/web/test_client.hpp"
#include "server/users.hpp"

using namespace kaon;

namespace {

struct Problem {
    struct Field {
        std::string field, message;
    };
    int status;
    std::vector<Field> errors;
};

class Users : public testing::Test {
protected:
    Users() { EXPECT_TRUE(client.loop().run(migrate(db, migrations::files()))); }

    std::int64_t stored() { return *client.loop().run(sql<"SELECT count(*) FROM users">().as<std::int64_t>().one(db)); }
    TestResponse create(std::string_view name) {
        return client.post("/users")
            .json(R"({"username":")" + std::string(name) + R"(","email":"a@b.example"})")
            .send();
    }

    Db db = Db::in_memory();
    TestClient client{users().with(db).build().value()};
};

}  // namespace

TEST_F(Users, are_created_and_shown) {
    const TestResponse made = create("ada");
    EXPECT_EQ(made.status(), http::Status::created);
    EXPECT_EQ(made.header("location"), "/users/1");
    const TestResponse shown = client.get(made.header("location")).send();
    EXPECT_EQ(shown.text(), R"({"id":1,"username":"ada","email":"a@b.example"})");
}

TEST_F(Users, a_taken_name_is_a_conflict_that_names_its_field) {
    create("ada");
    const TestResponse again = create("ada");
    EXPECT_EQ(again.status(), http::Status::conflict);
    const auto problem = json::read<Problem>(again.text());
    ASSERT_TRUE(problem) << again.text();
    ASSERT_EQ(problem->errors.size(), 1u);
    EXPECT_EQ(problem->errors[0].field, "username");
    EXPECT_EQ(client.get("/users/2").send().status(), http::Status::not_found);
}

TEST_F(Users, mistakes_are_answered_all_at_once_and_nothing_is_stored) {
    const TestResponse wrong = client.post("/users").json(R"({"username":7})").send();
    EXPECT_EQ(wrong.code(), 422);
    EXPECT_NE(wrong.text().find(R"("field":"username")"), std::string::npos) << wrong.text();
    EXPECT_NE(wrong.text().find(R"("field":"email")"), std::string::npos) << wrong.text();
    EXPECT_EQ(stored(), 0);
    EXPECT_EQ(client.post("/users").json("{").send().code(), 400);
    EXPECT_EQ(client.post("/users").body("x", "text/plain").send().code(), 415);
    EXPECT_EQ(client.get("/users/ada").send().code(), 400);
    EXPECT_EQ(client.get("/users/1").send().code(), 404);
}
