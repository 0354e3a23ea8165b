// Checked queries end to end, on a database in memory: binding, decoding, the ways to run, errors.
#include <gtest/gtest.h>

#include "embedded/migrations.hpp"
#include "kaon/coro/test_loop.hpp"
#include "kaon/sql/migrate/migrate.hpp"
#include "kaon/sql/query.hpp"

using namespace kaon;

namespace {

enum class Role : std::uint8_t { reader, writer, admin };

struct User {
    std::int64_t id;
    std::string username;
    std::optional<std::string> email;
};
struct Everything {
    std::int32_t id;
    std::string username;
    std::optional<std::string> email;
    std::optional<std::uint8_t> age;
    double score;
    std::optional<std::vector<std::byte>> avatar;
    Role role;
};

class Sql : public testing::Test {
protected:
    Sql() { EXPECT_TRUE(run(migrate(db, migrations::files()))); }

    template <class T>
    Result<T> run(Task<T> task) {
        return loop.run(std::move(task));
    }
    Result<std::int64_t> add(std::string_view name, std::optional<std::string> email = {}) {
        return run(sql<"INSERT INTO users (username, email) VALUES ($1, $2) RETURNING id">(name, email)
                       .as<std::int64_t>()
                       .one(db));
    }

    Db db = Db::in_memory();
    TestLoop loop;
};

}  // namespace

TEST_F(Sql, rows_become_structs_by_column_name) {
    const auto id = add("ada", "ada@example.org").value();
    auto user = run(sql<"SELECT email, username, id FROM users WHERE id = $1">(id).as<User>().one(db));
    ASSERT_TRUE(user);
    EXPECT_EQ(user->id, id);
    EXPECT_EQ(user->username, "ada");
    EXPECT_EQ(user->email, "ada@example.org");
}

TEST_F(Sql, every_type_survives_a_round_trip) {
    const std::vector<std::byte> avatar{std::byte{0}, std::byte{255}, std::byte{7}};
    auto done =
        run(sql<"INSERT INTO users (id, username, email, age, score, avatar, role) VALUES (:id, :name, :email, :age, "
                ":score, :avatar, :role)">(7, "x", std::nullopt, std::optional<int>(200), 1.5, avatar, Role::admin)
                .execute(db));
    ASSERT_TRUE(done) << done.error().describe_all();
    EXPECT_EQ(done->rows, 1);
    EXPECT_EQ(done->last_insert_id, 7);
    auto row = run(sql<"SELECT * FROM users">().as<Everything>().one(db));
    ASSERT_TRUE(row) << row.error().describe_all();
    EXPECT_EQ(row->email, std::nullopt);
    EXPECT_EQ(row->age, 200);
    EXPECT_EQ(row->score, 1.5);
    EXPECT_EQ(row->avatar, avatar);
    EXPECT_EQ(row->role, Role::admin);
}

TEST_F(Sql, numbered_parameters_bind_by_number_and_not_by_appearance) {
    struct Pair {
        std::int64_t a;
        std::string b;
    };
    auto pair =
        run(sql<"SELECT CAST($2 AS INTEGER) AS \"a!\", CAST($1 AS TEXT) AS \"b!\"">("one", 2).as<Pair>().one(db));
    ASSERT_TRUE(pair) << pair.error().describe_all();
    EXPECT_EQ(pair->a, 2);
    EXPECT_EQ(pair->b, "one");
}

TEST_F(Sql, one_optional_and_not_found_differ_when_there_is_no_row) {
    auto query = [] { return sql<"SELECT username FROM users WHERE id = $1">(99).as<std::string>(); };
    EXPECT_TRUE(run(query().one(db)).error().is(SqlErrc::no_row));
    EXPECT_EQ(run(query().one(db)).error().kind(), Errc::internal);
    EXPECT_TRUE(run(query().one_or_not_found(db)).error().is(Errc::not_found));
    EXPECT_EQ(run(query().optional(db)).value(), std::nullopt);
    EXPECT_TRUE(run(query().all(db)).value().empty());
}

TEST_F(Sql, all_gives_every_row_in_order) {
    for (const char* name : {"c", "a", "b"}) ASSERT_TRUE(add(name));
    EXPECT_EQ(run(sql<"SELECT username FROM users ORDER BY username">().as<std::string>().all(db)).value(),
              (std::vector<std::string>{"a", "b", "c"}));
    EXPECT_EQ(run(sql<R"(SELECT count(*) FROM users)">().as<int>().one(db)).value(), 3);
}

TEST_F(Sql, aggregates_joins_and_views_are_typed) {
    const auto id = add("ada").value();
    ASSERT_TRUE(add("bob"));
    ASSERT_TRUE(run(sql<"INSERT INTO posts (user_id, title) VALUES (?, ?)">(id, "t").execute(db)));
    struct Row {
        std::string username;
        std::optional<std::string> title;
    };
    auto rows = run(sql<"SELECT u.username, p.title FROM users u "
                        "LEFT JOIN posts p ON p.user_id = u.id ORDER BY u.id">()
                        .as<Row>()
                        .all(db))
                    .value();
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows[0].title, "t");
    EXPECT_EQ(rows[1].title, std::nullopt);
    struct Author {
        std::string name;
        int posts;
    };
    EXPECT_EQ(run(sql<"SELECT name, posts FROM authors">().as<Author>().one(db))->posts, 1);
}

TEST_F(Sql, a_taken_name_is_a_conflict_with_the_field) {
    ASSERT_TRUE(add("ada"));
    auto again = add("ada");
    ASSERT_FALSE(again);
    EXPECT_TRUE(again.error().is(SqlErrc::unique));
    EXPECT_EQ(again.error().kind(), Errc::conflict);
    ASSERT_EQ(again.error().fields().size(), 1u);
    EXPECT_EQ(again.error().fields()[0].path, "username");
    EXPECT_EQ(again.error().fields()[0].message, "is already taken");
    EXPECT_EQ(again.error().text().find("INSERT"), std::string_view::npos);
    EXPECT_NE(again.error().detail().find("INSERT"), std::string_view::npos);
}

TEST_F(Sql, broken_constraints_have_codes_of_their_own) {
    EXPECT_TRUE(
        run(sql<"INSERT INTO users (username, age) VALUES ('x', $1)">(-1).execute(db)).error().is(SqlErrc::check));
    EXPECT_TRUE(
        run(sql<"INSERT INTO posts (user_id, title) VALUES (99, 'x')">().execute(db)).error().is(SqlErrc::foreign_key));
    EXPECT_TRUE(
        run(sql<"INSERT INTO users (username) VALUES (lower(NULL))">().execute(db)).error().is(SqlErrc::not_null));
}

TEST_F(Sql, a_write_whose_row_is_wanted_is_refused_as_any_other) {
    auto id = run(sql<"INSERT INTO posts (user_id, title) VALUES (99, 'x') RETURNING id">().as<std::int64_t>().one(db));
    ASSERT_FALSE(id);
    EXPECT_TRUE(id.error().is(SqlErrc::foreign_key));
    EXPECT_EQ(run(sql<"SELECT count(*) FROM posts">().as<int>().one(db)).value(), 0);
}

TEST_F(Sql, hostile_text_is_only_text) {
    for (const std::string& text :
         {std::string("'; DROP TABLE users; --"), std::string("a\0b", 3), std::string("\xf0\x9f\x92\xa9"),
          std::string(100'000, 'x'), std::string("%_\\\"`[]")}) {
        const auto id = add(text);
        ASSERT_TRUE(id);
        EXPECT_EQ(run(sql<"SELECT username FROM users WHERE username = $1">(text).as<std::string>().one(db)).value(),
                  text);
    }
    auto broken = add("\xff\xfe");
    EXPECT_TRUE(broken.error().is(SqlErrc::bad_value));
    EXPECT_EQ(broken.error().detail().find('\xff'), std::string_view::npos);
}

TEST_F(Sql, numbers_out_of_range_are_refused_both_ways) {
    EXPECT_TRUE(run(sql<"INSERT INTO users (username, age) VALUES ('x', $1)">(UINT64_MAX).execute(db))
                    .error()
                    .is(SqlErrc::bad_value));
    ASSERT_TRUE(run(sql<"INSERT INTO users (username, age) VALUES ('x', $1)">(INT64_MAX).execute(db)));
    auto query = [] { return sql<"SELECT age FROM users">(); };
    EXPECT_EQ(run(query().as<std::optional<std::int64_t>>().one(db)).value(), INT64_MAX);
    EXPECT_TRUE(run(query().as<std::optional<std::int32_t>>().one(db)).error().is(SqlErrc::mismatch));
    EXPECT_TRUE(run(query().as<std::optional<bool>>().one(db)).error().is(SqlErrc::mismatch));
}

TEST_F(Sql, what_a_loose_table_holds_is_checked_when_it_is_read) {
    ASSERT_TRUE(run(sql<"INSERT INTO loose (number) VALUES ('no number')">().execute(db)));
    auto wrong = run(sql<"SELECT number FROM loose">().as<std::optional<int>>().one(db));
    EXPECT_TRUE(wrong.error().is(SqlErrc::mismatch));
    EXPECT_NE(wrong.error().detail().find("TEXT"), std::string_view::npos);
    EXPECT_EQ(wrong.error().detail().find("no number"), std::string_view::npos);
    EXPECT_EQ(
        run(sql<"SELECT number AS \"number: text\" FROM loose">().as<std::optional<std::string>>().one(db)).value(),
        "no number");
}

TEST_F(Sql, an_unknown_enumerator_in_the_database_is_an_error) {
    ASSERT_TRUE(run(sql<"INSERT INTO users (username, role) VALUES ('x', 'owner')">().execute(db)));
    EXPECT_TRUE(run(sql<"SELECT role FROM users">().as<Role>().one(db)).error().is(SqlErrc::mismatch));
}

TEST_F(Sql, empty_text_and_empty_bytes_are_not_null) {
    ASSERT_TRUE(run(sql<"INSERT INTO users (username, email, avatar) VALUES ($1, $2, $3)">("", std::string_view(),
                                                                                           std::vector<std::byte>())
                        .execute(db)));
    struct Row {
        std::optional<std::string> email;
        std::optional<std::vector<std::byte>> avatar;
    };
    auto row = run(sql<"SELECT email, avatar FROM users">().as<Row>().one(db)).value();
    EXPECT_EQ(row.email, "");
    ASSERT_TRUE(row.avatar);
    EXPECT_TRUE(row.avatar->empty());
}

TEST_F(Sql, execute_counts_rows) {
    for (const char* name : {"a", "b", "c"}) ASSERT_TRUE(add(name));
    EXPECT_EQ(run(sql<"UPDATE users SET score = score + $1 WHERE username <> $2">(1, "a").execute(db))->rows, 2);
    EXPECT_EQ(run(sql<"DELETE FROM users">().execute(db))->rows, 3);
}

TEST_F(Sql, arguments_live_as_long_as_the_query) {
    auto later = [&] {
        const std::string name = "a name that is too long for the small string buffer";
        return sql<"INSERT INTO users (username) VALUES ($1) RETURNING username">(name).as<std::string>().one(db);
    }();
    EXPECT_EQ(run(std::move(later)).value(), "a name that is too long for the small string buffer");
}
