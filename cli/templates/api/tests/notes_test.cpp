// The whole API without a socket: the router on a database in memory.
#include <gtest/gtest.h>

#include "embedded/migrations.hpp"
#include "kaon/sql/sql.hpp"
#include "kaon/web/test_client.hpp"
#include "server/notes.hpp"

using namespace kaon;

namespace {

class Notes : public testing::Test {
protected:
    Notes() { EXPECT_TRUE(client.loop().run(migrate(db, migrations::files()))); }

    Db db = Db::in_memory();
    TestClient client{app::routes().with(db).build().value()};
};

}  // namespace

TEST_F(Notes, are_created_shown_and_listed) {
    const TestResponse made = client.post("/notes").json(R"({"text":"buy milk"})").send();
    EXPECT_EQ(made.status(), http::Status::created) << made.text();
    EXPECT_EQ(made.header("location"), "/notes/1");
    EXPECT_EQ(client.get("/notes/1").send().text(), R"({"id":1,"text":"buy milk","done":false})");
    client.post("/notes").json(R"({"text":"call Ada"})").send();
    EXPECT_EQ(client.get("/notes?limit=1").send().text(), R"([{"id":2,"text":"call Ada","done":false}])");
}

TEST_F(Notes, are_done_and_deleted) {
    client.post("/notes").json(R"({"text":"buy milk"})").send();
    EXPECT_EQ(client.patch("/notes/1").json(R"({"done":true})").send().text(),
              R"({"id":1,"text":"buy milk","done":true})");
    EXPECT_EQ(client.del("/notes/1").send().status(), http::Status::no_content);
    EXPECT_EQ(client.get("/notes/1").send().status(), http::Status::not_found);
    EXPECT_EQ(client.del("/notes/1").send().status(), http::Status::not_found);
}

TEST_F(Notes, mistakes_name_the_field) {
    const TestResponse empty = client.post("/notes").json(R"({"text":""})").send();
    EXPECT_EQ(empty.code(), 422);
    EXPECT_NE(empty.text().find(R"("field":"text")"), std::string::npos) << empty.text();
    EXPECT_EQ(client.get("/notes?limit=0").send().code(), 422);
    EXPECT_EQ(client.get("/notes/one").send().code(), 400);
}
