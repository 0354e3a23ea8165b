// What docs/guide/sql.md shows beyond the lesson: refusals, transactions, optional parts, and a database in a test.
#include <gtest/gtest.h>

#include "embedded/migrations.hpp"
#include "kaon/sql/sql.hpp"
#include "kaon/web/test_client.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;

namespace {

struct NewLink {
    std::string slug, url;
};
struct Link {
    std::int64_t id;
    std::string slug, url;
    std::int64_t hits;
    std::optional<std::string> note;  // the column can be NULL
};

// snippet: taken
Task<Created<Link>> keep(State<Db> db, Json<NewLink> body) {
    Result<Link> link = co_await attempt(
        sql<"INSERT INTO links (slug, url) VALUES ($1, $2) RETURNING id, slug, url, hits, note">(body->slug, body->url)
            .as<Link>()
            .one(*db));
    if (!link && link.error().is(SqlErrc::unique))
        co_return Error(Errc::conflict, "this name is taken").with_field("slug", "choose another one");
    co_return Created{co_await std::move(link), "/links/{}", body->slug};
}
// end

// snippet: follow
Task<Redirect> follow(State<Db> db, Path<std::string> slug) {
    std::string url = co_await sql<"UPDATE links SET hits = hits + 1 WHERE slug = $1 RETURNING url">(*slug)
                          .as<std::string>()
                          .one_or_not_found(*db);
    co_return Redirect::external(std::move(url));
}
// end

// snippet: optional
struct Search {
    std::optional<std::string> text;
    std::optional<bool> is_public;
};

Task<Json<std::vector<Link>>> search(State<Db> db, Query<Search> query) {
    co_return co_await sql<"SELECT id, slug, url, hits, note FROM links "
                           "WHERE ($1 IS NULL OR instr(url, CAST($1 AS TEXT)) > 0) "
                           "  AND ($2 IS NULL OR public = $2) ORDER BY slug LIMIT 100">(query->text, query->is_public)
        .as<Link>()
        .all(*db);
}
// end

// snippet: list
Task<Json<std::vector<std::string>>> addresses(State<Db> db, Json<std::vector<std::int64_t>> ids) {
    co_return co_await sql<"SELECT url FROM links WHERE id IN (SELECT value FROM json_each(CAST($1 AS TEXT)))">(
        json::write(*ids))
        .as<std::string>()
        .all(*db);
}
// end

// snippet: annotated
struct Figures {
    std::int64_t links;
    std::optional<std::int64_t> most;   // max() of no rows is NULL
    std::optional<std::int64_t> stars;  // what is in the JSON of a note, nobody knows but you
};

Task<Json<Figures>> figures(State<Db> db) {
    co_return co_await sql<"SELECT count(*) AS links, max(hits) AS most, "
                           "max(json_extract(note, '$.stars')) AS \"stars: int\" FROM links">()
        .as<Figures>()
        .one(*db);
}
// end

// snippet: transaction
Task<void> merge_hits(State<Db> db, Path<std::tuple<std::string, std::string>> names) {
    const auto [from, into] = *names;
    co_await db->transaction([&](Tx& tx) -> Task<void> {
        const auto hits =
            co_await sql<"DELETE FROM links WHERE slug = $1 RETURNING hits">(from).as<std::int64_t>().one_or_not_found(
                tx);
        const Executed done = co_await sql<"UPDATE links SET hits = hits + $1 WHERE slug = $2">(hits, into).execute(tx);
        if (done.rows == 0) co_await Error(Errc::not_found, "no such link");  // ends it: the DELETE is rolled back
    });
}
// end

Router<Db> links() {
    return Router{
        post<"/links">(keep),          get<"/links">(search),  get<"/figures">(figures),
        post<"/addresses">(addresses), get<"/{slug}">(follow), post<"/{from}/merge-into/{into}">(merge_hits),
    };
}

// snippet: fixture
class Links : public testing::Test {
protected:
    Links() { EXPECT_TRUE(client.loop().run(migrate(db, migrations::files()))); }

    Db db = Db::in_memory();  // runs on the client's loop, without threads
    TestClient client{links().with(db).build().value()};
};

TEST_F(Links, are_followed_and_counted) {
    client.post("/links").json(R"({"slug":"k","url":"https://kaon.example/"})").send();
    const TestResponse followed = client.get("/k").send();
    EXPECT_EQ(followed.status(), http::Status::see_other);
    EXPECT_EQ(followed.header("location"), "https://kaon.example/");
    EXPECT_NE(client.get("/links").send().text().find(R"("hits":1)"), std::string::npos);
}
// end

TEST_F(Links, with_a_taken_name_are_refused) {
    client.post("/links").json(R"({"slug":"k","url":"https://a.example/"})").send();
    const TestResponse again = client.post("/links").json(R"({"slug":"k","url":"https://b.example/"})").send();
    EXPECT_EQ(again.code(), 409);
    EXPECT_NE(again.text().find(R"({"field":"slug","message":"choose another one"})"), std::string::npos);
}

TEST_F(Links, are_found_by_optional_parts) {
    EXPECT_EQ(client.get("/figures").send().text(), R"({"links":0,"most":null,"stars":null})");
    for (const char* slug : {"a", "b"})
        client.post("/links").json(R"({"slug":")" + std::string(slug) + R"(","url":"https://x/)" + slug + "\"}").send();
    client.get("/b").send();
    EXPECT_TRUE(client.get("/links").send().text().starts_with(R"([{"id":1,"slug":"a")"));
    EXPECT_TRUE(client.get("/links?text=x/b").send().text().starts_with(R"([{"id":2,)"));
    EXPECT_EQ(client.post("/addresses").json("[2,7,1]").send().text(), R"(["https://x/a","https://x/b"])");
    EXPECT_EQ(client.get("/links?is_public=false").send().text(), "[]");
    EXPECT_EQ(client.post("/a/merge-into/none").send().code(), 404);
    EXPECT_EQ(client.post("/b/merge-into/a").send().code(), 204);
    EXPECT_EQ(client.get("/figures").send().text(), R"({"links":1,"most":1,"stars":null})");
}

}  // namespace
