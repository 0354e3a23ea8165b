// What the inference claims must hold when queries run: on empty tables, and on rows with NULL wherever it may be.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "kaon/sql/check/describe.hpp"
#include "kaon/sql/check/schema_test.hpp"

using namespace kaon;
using namespace kaon::sqlcheck;

namespace {

constexpr const char* rows = R"(
INSERT INTO users (id, username, email, age, score, avatar) VALUES
    (1, 'ada', NULL, NULL, 1.5, NULL), (2, 'bob', 'b@x', 0, 0, x'00'), (3, 'cleo', '', 9223372036854775807, -2.25, x'');
INSERT INTO posts (id, user_id, title) VALUES (1, 1, 'first'), (2, 1, ''), (3, 2, '12');
INSERT INTO loose (id, number, anything) VALUES (1, 'text', 1), (2, NULL, NULL), (3, 7, 'x');
)";

constexpr const char* queries[] = {
    "SELECT * FROM users",
    "SELECT * FROM users, posts",
    "SELECT * FROM authors",
    "SELECT u.id, p.id, p.title FROM users u LEFT JOIN posts p ON p.user_id = u.id",
    "SELECT u.id, p.id, p.title FROM users u RIGHT JOIN posts p ON p.user_id = u.id + 1",
    "SELECT u.id, p.id, p.title FROM users u FULL JOIN posts p ON p.user_id = u.id + 1",
    "SELECT * FROM users u LEFT JOIN (posts p JOIN posts q ON q.id = p.id + 1) ON p.user_id = u.id",
    "SELECT id, title FROM users LEFT JOIN posts USING (id)",
    "SELECT id, username FROM posts RIGHT JOIN users USING (id)",
    "SELECT id, username, title FROM users FULL JOIN posts USING (id)",
    "SELECT * FROM users NATURAL LEFT JOIN posts",
    "SELECT a.name, a.posts FROM users u LEFT JOIN authors a ON a.id = u.id",
    "SELECT x.one FROM users u LEFT JOIN (SELECT user_id, 1 AS one FROM posts) x ON x.user_id = u.id",
    "SELECT count(*), count(email), sum(users.id), sum(score), total(age), avg(score), min(username), max(score), "
    "group_concat(title) "
    "FROM users LEFT JOIN posts ON posts.user_id = users.id",
    "SELECT username, max(id) FROM users",
    "SELECT username, count(*) FROM users WHERE id > 100",
    "SELECT role, sum(score), max(age), min(id), avg(id), group_concat(username) FROM users GROUP BY role",
    "SELECT role, sum(score) FILTER (WHERE id > 99), count(*) FILTER (WHERE id > 99) FROM users GROUP BY role",
    "SELECT (SELECT count(*) FROM posts WHERE user_id = u.id), (SELECT title FROM posts WHERE user_id = u.id) FROM "
    "users u",
    "SELECT (SELECT max(id) FROM posts), (SELECT count(*) FROM posts GROUP BY user_id HAVING count(*) > 5)",
    "SELECT (SELECT count(*) FROM posts LIMIT 0), (SELECT count(*) FROM posts UNION SELECT 1 LIMIT 0)",
    "SELECT id / 0, id % 0, score / 0, id / 2, id * 1.0, -id, +id, ~id, NOT id, -score FROM users",
    "SELECT id + 1, id - score, id & 1, id << 2, username || 'x', email || 'x' FROM users",
    "SELECT age = 1, age IS 1, age IS NULL, id IN (1, NULL), id IN (1, 2), id BETWEEN 1 AND age, email LIKE 'b%' FROM "
    "users",
    "SELECT id IN (SELECT age FROM users), id IN (SELECT id FROM users), EXISTS (SELECT 1 FROM posts) FROM users",
    "SELECT CASE id WHEN 1 THEN 'a' END, CASE WHEN id = 1 THEN 1 ELSE 2 END, CASE WHEN id = 1 THEN 1 ELSE 'x' END FROM "
    "users",
    "SELECT coalesce(email, username), coalesce(email, age), ifnull(age, 0), nullif(id, 1), iif(id = 1, 'a', 'b') FROM "
    "users",
    "SELECT length(username), length(email), upper(email), lower(username), trim(username), hex(email), quote(email) "
    "FROM users",
    "SELECT substr(username, 9), substr(avatar, 1), replace(username, 'a', 'b'), instr(username, 'a'), unicode(''), "
    "char() FROM users",
    "SELECT abs(id), abs(score), round(score), round(id), max(id, age), min(id, 2), typeof(email), random(), "
    "sign(score) FROM users",
    "SELECT date('x'), datetime('now'), strftime('%Y', email), julianday(email), unixepoch('now'), CURRENT_TIMESTAMP "
    "FROM users",
    "SELECT CAST(email AS INTEGER), CAST(id AS TEXT), CAST(score AS INTEGER), CAST(username AS BLOB), CAST(id AS REAL) "
    "FROM users",
    "SELECT row_number() OVER (), lag(id) OVER (), first_value(id) OVER (), sum(id) OVER (), max(score) OVER (ROWS "
    "BETWEEN 9 "
    "PRECEDING AND 8 PRECEDING) FROM users",
    "SELECT json_object('a', 1), json_array(1), json_type('{}', '$.a'), json_valid('x'), '{}' -> 'a', "
    "json_array_length('1', '$.x')",
    "SELECT id FROM users UNION ALL SELECT age FROM users",
    "SELECT 1, 1.5, 'x', x'00', NULL, TRUE",
    "SELECT id FROM users WHERE id = 99 UNION SELECT max(id) FROM posts",
    "VALUES (1, 'a'), (NULL, 'b')",
    "WITH c(n, m) AS (SELECT id, email FROM users) SELECT n, m, c.n + 1 FROM c LEFT JOIN posts ON posts.id = n",
    "WITH RECURSIVE c(n, m) AS (SELECT 1, 'x' UNION ALL SELECT n + 1, NULL FROM c WHERE n < 3) SELECT n, m FROM c",
    "WITH RECURSIVE c(n, m, k) AS (SELECT 1, 2, 3 UNION ALL SELECT m, k, NULL FROM c LIMIT 5) SELECT n, m, k FROM c",
    "SELECT x.a, x.b FROM (SELECT id AS a, email AS b FROM users ORDER BY id LIMIT 2) x",
    "SELECT u.*, (SELECT p.title FROM posts p WHERE p.id = u.id) FROM users u WHERE u.id IN (SELECT id FROM posts)",
    "SELECT rowid, oid, users.rowid FROM users",
    "SELECT p.rowid FROM users u LEFT JOIN posts p ON p.user_id = u.id",
    "SELECT key, value, type, atom, id FROM json_each('[1, null, \"x\"]')",
};

bool holds(SqlType type, int stored) {
    switch (type) {
        case SqlType::integer: return stored == SQLITE_INTEGER;
        case SqlType::real: return stored == SQLITE_FLOAT || stored == SQLITE_INTEGER;
        case SqlType::text: return stored == SQLITE_TEXT;
        case SqlType::bytes: return stored == SQLITE_BLOB;
        case SqlType::unknown: return true;
    }
    return false;
}

// Runs the query, for a while at most, and compares each value with what was claimed of its column.
void compare(Schema& schema, const Description& d) {
    const std::string& sql = d.text;
    sqlite3_stmt* s = nullptr;
    ASSERT_EQ(sqlite3_prepare_v2(schema.handle(), sql.c_str(), -1, &s, nullptr), SQLITE_OK) << sql;
    for (int rows_seen = 0; rows_seen < 50 && sqlite3_step(s) == SQLITE_ROW; ++rows_seen) {
        for (int i = 0; i < sqlite3_column_count(s); ++i) {
            const auto& column = d.columns.at(static_cast<std::size_t>(i));
            const int stored = sqlite3_column_type(s, i);
            if (stored == SQLITE_NULL) EXPECT_TRUE(column.nullable) << sql << "\n  " << column.name << " is NULL";
            else EXPECT_TRUE(holds(column.type, stored)) << sql << "\n  " << column.name << " holds class " << stored;
        }
    }
    sqlite3_finalize(s);
}

void check(Schema& schema, const char* sql) {
    const Description d = describe(schema, sql);
    ASSERT_EQ(d.problem, "") << sql;
    compare(schema, d);
}

// One whose queries end after a while, whatever they ask.
struct ImpatientSchema : MigratedSchema {
    ImpatientSchema() {
        sqlite3_progress_handler(handle(), 100'000, [](void*) { return 1; }, nullptr);
    }
};

}  // namespace

TEST(soundness, what_is_claimed_of_columns_holds_when_queries_run) {
    ImpatientSchema schema;
    for (const char* sql : queries) check(schema, sql);
    ASSERT_EQ(sqlite3_exec(schema.handle(), rows, nullptr, nullptr, nullptr), SQLITE_OK);
    for (const char* sql : queries) check(schema, sql);
}

// Every beginning of each query, and each query without one of its characters or tokens: most are refused, the rest
// must keep what is claimed of them.
TEST(soundness, damaged_queries_are_refused_or_hold_too) {
    ImpatientSchema schema;
    ASSERT_EQ(sqlite3_exec(schema.handle(), rows, nullptr, nullptr, nullptr), SQLITE_OK);
    std::size_t held = 0;
    auto attempt = [&](const std::string& sql) {
        const Description d = describe(schema, sql);
        if (!d.problem.empty() || !d.read_only) return;
        compare(schema, d);
        ++held;
    };
    for (const char* whole : queries) {
        const std::string sql = whole;
        for (std::size_t i = 0; i < sql.size(); ++i) {
            attempt(sql.substr(0, i));
            attempt(sql.substr(0, i) + sql.substr(i + 1));
        }
        for (const Token& token : tokenize(sql)) {
            attempt(sql.substr(0, token.offset) + sql.substr(token.offset + token.size));
            attempt(sql.substr(0, token.offset) + "NULL" + sql.substr(token.offset + token.size));
        }
    }
    EXPECT_GT(held, 1000u);
}
