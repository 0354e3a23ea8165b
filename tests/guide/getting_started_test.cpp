// What docs/guide/getting_started.md adds to the project of `kaon new`: a column, a handler, a test.
#include <gtest/gtest.h>

#include "embedded/migrations.hpp"
#include "kaon/app/server/serve.hpp"
#include "kaon/app/server_function.hpp"
#include "kaon/sql/sql.hpp"
#include "kaon/web/test_client.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;

namespace {

struct Note {
    std::int64_t id = 0;
    std::string text;
};
struct AddNote {
    std::string text;
};
constexpr ServerFunction<"/fn/add_note", AddNote, Note> add_note{};

Task<Note> keep_note(State<Db> db, AddNote note) {
    co_return co_await sql<"INSERT INTO notes (text) VALUES ($1) RETURNING id, text">(note.text).as<Note>().one(*db);
}

// snippet: star
struct Stars {
    std::int64_t id, stars;
};

Task<Json<Stars>> give_star(State<Db> db, Path<std::int64_t> id) {
    co_return co_await sql<"UPDATE notes SET stars = stars + 1 WHERE id = $1 RETURNING id, stars">(*id)
        .as<Stars>()
        .one_or_not_found(*db);
}
// end

Router<Db> routes() {
    return Router{
        post<"/notes/{id}/star">(give_star),
        serve<add_note>(keep_note, FormReply{.done = [](const Note&) { return "/"; }}),
    };
}

class Page : public testing::Test {
protected:
    Page() { EXPECT_TRUE(client.loop().run(migrate(db, migrations::files()))); }

    Db db = Db::in_memory();
    TestClient client{routes().with(db).build().value()};
};

// snippet: test
TEST_F(Page, gives_stars_to_notes) {
    client.post("/fn/add_note").form({{"text", "first"}}).send();
    EXPECT_EQ(client.post("/notes/1/star").send().text(), R"({"id":1,"stars":1})");
    EXPECT_EQ(client.post("/notes/7/star").send().code(), 404);
}
// end

}  // namespace
