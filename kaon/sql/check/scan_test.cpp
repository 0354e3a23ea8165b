// Finding queries in C++: every form of literal, and nothing in comments and strings.
#include <gtest/gtest.h>

#include "kaon/sql/check/scan.hpp"

using kaon::sqlcheck::scan;
using Texts = std::vector<std::string>;

TEST(scan, finds_the_query_in_every_form_of_literal) {
    struct Case {
        std::string source;
        Texts queries;
    };
    const Case cases[] = {
        {R"(sql<"SELECT 1">())", {"SELECT 1"}},
        {"kaon::sql < \"a\" \"b\"\n  \"c\" >(x)", {"abc"}},
        {"sql<R\"(SELECT \"x\"\n FROM t)\">()", {"SELECT \"x\"\n FROM t"}},
        {"sql<R\"q(a)b)q\" \"c\">()", {"a)bc"}},
        {R"(sql<"a\n\t\"\\\x41\101\u00e9\0">())", {std::string("a\n\t\"\\AA\xc3\xa9\0", 10)}},
        {"sql<\"a\\\nb\">()", {"ab"}},
        {"sql</* text */ \"a\" // more\n \"b\">()", {"ab"}},
        {R"(sql<"a">(); sql<"b">(); sql<"a">();)", {"a", "b"}},
        {R"(f(1'000'000, 'x', '"'); sql<"a">())", {"a"}},
    };
    for (const Case& c : cases) EXPECT_EQ(scan(c.source).queries, c.queries) << c.source;
}

TEST(scan, knows_the_line_of_each_query) {
    const auto found = scan("// one\nsql<\n\"a\">();\n\nsql<\"b\">(); sql<\"a\">();");
    EXPECT_EQ(found.queries, (Texts{"a", "b"}));
    EXPECT_EQ(found.lines, (std::vector<std::size_t>{2, 5}));
}

TEST(scan, ignores_comments_strings_and_other_names) {
    for (const char* source :
         {"// sql<\"a\">()", "/* sql<\"a\">() */", R"x("sql<\"a\">()")x", R"x(R"(sql<"a">())")x", R"x(my_sql<"a">())x",
          R"x(sqlx<"a">())x", "sql<text>()", "sql < 3", "// \\\n sql<\"a\">()"}) {
        EXPECT_EQ(scan(source).queries, Texts{}) << source;
    }
}

TEST(scan, survives_broken_sources) {
    for (const char* source : {"sql<", "sql<\"", "sql<\"a", "sql<R\"", "sql<R\"(", "/*", "'", "\"", "#include \"",
                               "sql<\"\\", "R\"x(", "1'"}) {
        EXPECT_EQ(scan(source).queries, Texts{}) << source;
    }
}

TEST(scan, lists_includes_by_quotes) {
    EXPECT_EQ(scan("#include \"a/b.hpp\"\n# include \"c.hpp\"\n#include <d>\n// #include \"e\"\n").includes,
              (Texts{"a/b.hpp", "c.hpp"}));
}
