// What is known of queries: parameters, columns, NULL, annotations; and the words for mistakes.
#include <gtest/gtest.h>

#include "kaon/sql/check/describe.hpp"
#include "kaon/sql/check/schema_test.hpp"

using namespace kaon;
using namespace kaon::sqlcheck;

namespace {

// "($1 int!, $2 text) -> id int!, name text": '!' where NULL cannot be.
std::string summary(const Description& d) {
    static constexpr const char* types[] = {"unknown", "int", "real", "text", "bytes"};
    if (!d.problem.empty()) return d.problem;
    std::string out = "(";
    auto add = [&](const auto& all) {
        for (const auto& f : all) {
            out += (&f == &all.front() ? "" : ", ") + f.name + " " + types[static_cast<int>(f.type)] +
                   (f.nullable ? "" : "!");
        }
    };
    add(d.params);
    out += ") -> ";
    add(d.columns);
    return out;
}

class Describe : public testing::Test {
protected:
    void check(std::string_view sql, std::string_view expected) {
        EXPECT_EQ(summary(describe(schema, sql)), expected) << sql;
    }
    MigratedSchema schema;
};

}  // namespace

TEST_F(Describe, parameters_take_the_type_of_what_they_meet) {
    check("SELECT id FROM users WHERE username = $1 AND age > $2", "($1 text, $2 int) -> id int!");
    check("SELECT id FROM users WHERE $1 < score", "($1 real) -> id int!");
    check("SELECT id FROM users WHERE age BETWEEN $1 AND $2 LIMIT $3 OFFSET $4",
          "($1 int, $2 int, $3 int, $4 int) -> id int!");
    check("SELECT id FROM users WHERE id IN ($1, $2) OR username LIKE $3", "($1 int, $2 int, $3 text) -> id int!");
    check("SELECT id FROM users WHERE $1 IN (SELECT title FROM posts)", "($1 text) -> id int!");
    check("SELECT id FROM users WHERE ($1 IS NULL OR age = $1)", "($1 int) -> id int!");
    check("SELECT id FROM users WHERE (username, age) = ($1, $2)", "($1 text, $2 int) -> id int!");
    check("UPDATE users SET age = age + $1, email = coalesce($2, email), username = $3 WHERE id = $4",
          "($1 int, $2 text, $3 text!, $4 int) -> ");
    check("INSERT INTO users (id, username, avatar) VALUES ($1, $2, $3)", "($1 int, $2 text!, $3 bytes) -> ");
    check("INSERT INTO posts (user_id, title) SELECT id, $1 FROM users WHERE username = $2", "($1 text!, $2 text) -> ");
    check("INSERT INTO users (username) VALUES (?1) ON CONFLICT (username) DO UPDATE SET score = excluded.score + ?2",
          "(?1 text!, ?2 real) -> ");
    check("DELETE FROM posts WHERE user_id = :user", "(:user int) -> ");
    check("SELECT CASE WHEN age > $1 THEN 'old' ELSE $2 END AS x FROM users", "($1 int, $2 text) -> x text");
}

TEST_F(Describe, what_nobody_says_stays_unknown) {
    check("SELECT $1 AS x", "($1 unknown) -> x unknown");
    check("SELECT id FROM users WHERE $1 = $2", "($1 unknown, $2 unknown) -> id int!");
    check("SELECT id FROM users WHERE username = $1 OR age = $1", "($1 unknown) -> id int!");
    check("SELECT anything FROM loose WHERE anything = $1", "($1 unknown) -> anything unknown");
    check("SELECT json_extract(email, '$.a') AS x FROM users", "() -> x unknown");
    check("SELECT -username AS x, username + 1 AS y FROM users", "() -> x unknown!, y unknown!");
}

TEST_F(Describe, parameters_of_an_order_have_types) {
    check("SELECT id FROM users ORDER BY CASE WHEN CAST($1 AS INTEGER) = 1 THEN username ELSE email END",
          "($1 int) -> id int!");
    check("SELECT id FROM users ORDER BY CASE $1 WHEN 'name' THEN username END, abs(age - $2)",
          "($1 text, $2 int) -> id int!");
    check("SELECT age * 2 AS twice FROM users u ORDER BY twice = $1, u.username = $2",
          "($1 int, $2 text) -> twice int");
    check("SELECT (SELECT title AS age FROM posts ORDER BY posts.title = $1, age = $2 LIMIT 1) AS t FROM users",
          "($1 text, $2 text) -> t text");
    check("SELECT id FROM users ORDER BY $1", "($1 unknown) -> id int!");
    check("SELECT id FROM users UNION SELECT id FROM posts ORDER BY id LIMIT $1", "($1 int) -> id int!");
}

TEST_F(Describe, a_cast_says_the_type_of_a_parameter_wherever_it_stands) {
    check("SELECT row_number() OVER (ORDER BY age > CAST($1 AS INTEGER)) AS n FROM users", "($1 int) -> n int!");
    check("SELECT value FROM json_each(cast(:list AS TEXT))", "(:list text) -> value unknown");
    check("SELECT row_number() OVER (ORDER BY CAST($1 AS INTEGER), CAST($1 AS TEXT)) AS n FROM users",
          "($1 unknown) -> n int!");
    check("SELECT 'CAST($1 AS INTEGER)' AS x, id FROM users WHERE $1 = $2",
          "($1 unknown, $2 unknown) -> x text!, id int!");
}

TEST_F(Describe, parameters_are_numbered_by_name) {
    EXPECT_EQ(describe(schema, "SELECT id FROM users WHERE age = $2 AND username = $1").slots,
              (std::vector<std::size_t>{1, 0}));
    EXPECT_EQ(describe(schema, "SELECT id FROM users WHERE age = :b AND username = :a AND id = :b").slots,
              (std::vector<std::size_t>{0, 1}));
    check("SELECT id FROM users WHERE age = ? AND username = ?", "(?1 int, ?2 text) -> id int!");
    check("SELECT id FROM users WHERE age = $1 AND id = $3",
          "parameter $2 is missing: parameters are numbered from 1 without gaps\n  SELECT id FROM users WHERE age = $1 "
          "AND id = $3");
    check("SELECT id FROM users WHERE age = $1 AND id = :x",
          "parameters of different kinds in one query\n  SELECT id FROM users WHERE age = $1 AND id = :x\n  remedy: "
          "$1, $2..., or :name, or ? throughout");
}

TEST_F(Describe, outer_joins_make_their_far_side_nullable) {
    check("SELECT p.id, u.id AS b FROM users u JOIN posts p ON p.user_id = u.id", "() -> id int!, b int!");
    check("SELECT p.id, u.id AS b FROM users u LEFT JOIN posts p ON p.user_id = u.id", "() -> id int, b int!");
    check("SELECT p.id, u.id AS b FROM users u RIGHT JOIN posts p ON p.user_id = u.id", "() -> id int!, b int");
    check("SELECT p.id, u.id AS b FROM users u FULL JOIN posts p ON p.user_id = u.id", "() -> id int, b int");
    check("SELECT x.b, x.c FROM users u LEFT JOIN (SELECT user_id AS a, title AS b, 1 AS c FROM posts) x ON x.a = u.id",
          "() -> b text, c int");
    check("SELECT p.id, q.id AS c FROM users u LEFT JOIN (posts p JOIN posts q ON q.id = p.id) ON p.user_id = u.id",
          "() -> id int, c int");
    check("SELECT * FROM posts JOIN loose USING (id)",
          "() -> id int!, user_id int!, title text!, number int, anything unknown");
    check("SELECT name, posts FROM authors", "() -> name text!, posts int!");
    check("SELECT a.name FROM users u LEFT JOIN authors a ON a.id = u.id", "() -> name text");
}

TEST_F(Describe, aggregates_over_no_rows_are_null) {
    check("SELECT count(*) AS n, sum(age) AS s, sum(score) AS r, total(age) AS t, avg(score) AS a FROM users",
          "() -> n int!, s int, r real, t real!, a real");
    check("SELECT role, max(score) AS m, max(age) AS a FROM users GROUP BY role", "() -> role text!, m real!, a int");
    check("SELECT max(score) AS m, username FROM users", "() -> m real, username text");
    check("SELECT role, sum(score) FILTER (WHERE age > $1) AS s FROM users GROUP BY role",
          "($1 int) -> role text!, s real");
    check("SELECT coalesce(max(age), 0) AS m FROM users", "() -> m int!");
    check("SELECT (SELECT count(*) FROM posts) AS n, (SELECT title FROM posts LIMIT 1) AS t", "() -> n int!, t text");
    check("SELECT row_number() OVER (ORDER BY id) AS n, lag(score) OVER (ORDER BY id) AS l FROM users",
          "() -> n int!, l real");
}

TEST_F(Describe, expressions_are_typed) {
    check("SELECT age / 2 AS a, score / 2 AS b, id + 1 AS c, id * 1.5 AS d FROM users",
          "() -> a int, b real, c int!, d real!");
    check("SELECT username || '!' AS a, upper(username) AS b, length(username) AS c, lower(email) AS d FROM users",
          "() -> a text!, b text!, c int!, d text");
    check("SELECT EXISTS (SELECT 1 FROM posts WHERE id = $1) AS \"e: bool\", NOT age AS n, age IS NULL AS i FROM users",
          "($1 int) -> e int!, n int, i int!");
    check(
        "SELECT CAST(age AS TEXT) AS a, x'00' AS b, CURRENT_TIMESTAMP AS c, datetime('now') AS d, NULL AS e FROM users",
        "() -> a text, b bytes!, c text!, d text, e unknown");
    check(
        "WITH RECURSIVE c(n, m) AS (SELECT 1, 'x' UNION ALL SELECT n + 1, NULL FROM c WHERE n < $1) SELECT n, m FROM c",
        "($1 int) -> n int!, m unknown");
    check("SELECT id FROM users UNION SELECT age FROM users", "() -> id int");
    check("VALUES (1, 'a'), (2, NULL)", "() -> column1 int!, column2 unknown");
    check("INSERT INTO users (username) VALUES ('x') RETURNING id, email, rowid AS r",
          "() -> id int!, email text, r int!");
}

TEST_F(Describe, annotations_decide) {
    check("SELECT email AS \"email!\", username AS \"name?\", json_extract(email, '$') AS \"j: real\", age AS \"a!: "
          "text\" FROM users",
          "() -> email text!, name text, j real, a text!");
    check("SELECT age AS \"a: money\" FROM users",
          "column \"a: money\" is annotated with a type that is none\n  SELECT age AS \"a: money\" FROM users\n  "
          "remedy: int, real, text, bytes or bool");
    check("SELECT CAST($1 AS INTEGER) AS \"x!\"", "($1 int) -> x int!");
}

TEST_F(Describe, mistakes_are_in_the_engines_words_with_a_caret) {
    check("SELECT id, usernme FROM users",
          "no such column: usernme\n  SELECT id, usernme FROM users\n             ^~~~~~~ did you mean 'username'?");
    check("SELECT u.id,\n  u.usernme\nFROM users u",
          "no such column: u.usernme\n    u.usernme\n      ^~~~~~~ did you mean 'username'?");
    check("INSERT INTO users (usernam) VALUES (1)",
          "table users has no column named usernam\n  INSERT INTO users (usernam) VALUES (1)\n                     "
          "^~~~~~~ did you mean 'username'?");
    check("SELECT id FROM user",
          "no such table: user\n  SELECT id FROM user\n                 ^~~~ did you mean 'users'?");
    check("SELECT id FROM users WHERE", "incomplete input\n  SELECT id FROM users WHERE");
    check("SELECT FROM users", "near \"FROM\": syntax error\n  SELECT FROM users\n         ^~~~");
    check("SELECT 1; DROP TABLE users",
          "more than one statement in one query\n  SELECT 1; DROP TABLE users\n            ^~~~");
    check("DROP TABLE users", "'DROP' starts no query\n  DROP TABLE users\n  remedy: a file in migrations/");
    check("", "the query is empty\n  ");
    EXPECT_EQ(summary(describe(schema, "SELECT 1; -- a comment")), "() -> 1 int!");
}

TEST_F(Describe, deep_and_long_queries_end) {
    std::string deep = "SELECT " + std::string(90, '(') + "1" + std::string(90, ')') + " AS x";
    EXPECT_EQ(describe(schema, deep).columns.size(), 1u);
    std::string wide = "SELECT 1";
    for (int i = 0; i < 900; ++i) wide += " + coalesce(1, 2)";
    EXPECT_EQ(describe(schema, wide + " AS x").columns.at(0).type, SqlType::integer);
    std::string nested = "1";
    for (int i = 0; i < 30; ++i) nested = "coalesce(" + nested + ", 2)";
    EXPECT_EQ(describe(schema, "SELECT " + nested + " AS x").columns.size(), 1u);
}
