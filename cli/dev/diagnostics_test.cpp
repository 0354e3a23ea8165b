// What compilers, linkers and CMake really write, and what is left of it.
#include <gtest/gtest.h>

#include "cli/dev/diagnostics.hpp"
#include "cli/dev/ninja_output.hpp"

namespace kaon::inline v0::cli::dev {

using kaon::dev::Problem;

namespace {

const DiagnosticsOptions where{.project = "/home/ada/shop", .build = "/home/ada/shop/build/dev"};

constexpr std::string_view unknown_name =
    "/home/ada/shop/server/users.cpp:12:5: error: use of undeclared identifier 'x'\n"
    "   12 |     x = 3;\n"
    "      |     ^\n"
    "1 error generated.\n";

constexpr std::string_view checked_query =
    "In file included from /home/ada/shop/server/users.cpp:4:\n"
    "In file included from /usr/include/kaon/sql/sql.hpp:20:\n"
    "/usr/include/kaon/sql/query.hpp:61:23: error: static assertion failed: no such column: nme\n"
    "  SELECT id, nme FROM users\n"
    "             ^~~ did you mean 'name'?\n"
    "   61 |         static_assert(false, mistake);\n"
    "      |                       ^~~~~\n"
    "/home/ada/shop/server/users.cpp:63:21: note: in instantiation of function template specialization "
    "'kaon::sql<...>' requested here\n"
    "   63 |     return co_await sql<\"SELECT id, nme FROM users\">();\n"
    "      |                     ^\n"
    "/home/ada/shop/server/users.cpp:70:9: error: no member named 'nme' in 'User'\n"
    "   70 |     user.nme;\n"
    "      |          ^\n"
    "2 errors generated.\n";

}  // namespace

TEST(dev_diagnostics, name_the_place_relative_to_the_project) {
    const auto problems = read_diagnostics(unknown_name, where);
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0], (Problem{.file = "server/users.cpp",
                                    .line = 12,
                                    .column = 5,
                                    .message = "use of undeclared identifier 'x'",
                                    .excerpt = "    x = 3;\n    ^",
                                    .notes = {}}));
}

TEST(dev_diagnostics, say_kaons_own_message_first_where_the_project_led_to_it) {
    const std::string more = std::string(unknown_name) + std::string(checked_query);
    const auto problems = read_diagnostics(more, where);
    ASSERT_EQ(problems.size(), 3u);
    EXPECT_EQ(problems[0].message,
              "no such column: nme\n  SELECT id, nme FROM users\n             ^~~ did you mean 'name'?");
    EXPECT_EQ(problems[0].file, "server/users.cpp");
    EXPECT_EQ(problems[0].line, 63u);
    EXPECT_EQ(problems[0].excerpt, "    return co_await sql<\"SELECT id, nme FROM users\">();\n                    ^");
    EXPECT_TRUE(problems[0].notes.empty()) << "the path through templates is left out";
    EXPECT_EQ(problems[1].line, 12u);
    EXPECT_EQ(problems[2].line, 70u);
}

TEST(dev_diagnostics, keep_notes_that_point_into_the_project) {
    const auto problems = read_diagnostics(
        "../../app/row.cpp:3:9: error: no matching function for call to 'row'\n"
        "/usr/include/c++/12/bits/x.h:9:1: note: candidate template ignored: deduced conflicting types\n"
        "../../app/row.hpp:8:6: note: candidate function not viable: requires 2 arguments, but 1 was provided\n",
        where);
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0].file, "app/row.cpp");
    EXPECT_EQ(problems[0].notes,
              (std::vector<std::string>{"app/row.hpp:8: candidate function not viable: requires 2 arguments, but 1 was "
                                        "provided"}));
}

TEST(dev_diagnostics, say_once_what_both_halves_say) {
    auto problems = read_diagnostics(unknown_name, where);
    merge(problems, read_diagnostics(unknown_name, where));
    EXPECT_EQ(problems.size(), 1u);
    merge(problems, {{.file = "server/users.cpp", .line = 12, .column = 5, .message = "expected expression"}});
    EXPECT_EQ(problems.size(), 1u) << "what follows at the same place";
    merge(problems, {{.file = "server/users.cpp", .line = 13, .column = 5, .message = "expected expression"}});
    EXPECT_EQ(problems.size(), 2u);
}

TEST(dev_diagnostics, read_what_others_write) {
    struct Case {
        std::string_view output, file, message;
        std::uint32_t line;
    };
    constexpr Case cases[] = {
        {"CMake Error at CMakeLists.txt:5 (kaon_app):\n  Unknown CMake command \"kaon_ap\".\n\n\n-- Configuring "
         "incomplete\n",
         "CMakeLists.txt", "Unknown CMake command \"kaon_ap\".", 5},
        {"mold: error: undefined symbol: users()\n>>> referenced by main.cpp\nclang++-19: error: linker command "
         "failed\n",
         "", "undefined symbol: users()", 0},
        {"wasm-ld: error: x.o: undefined symbol: f\n", "", "x.o: undefined symbol: f", 0},
        {"/usr/bin/ld.lld: error: undefined symbol: g\n", "", "undefined symbol: g", 0},
        {"kaon-sql-describe: /home/ada/shop/migrations/0002.sql: near \"TABEL\": syntax error\n", "migrations/0002.sql",
         "near \"TABEL\": syntax error", 0},
        {"embedding failed\n\nfor a reason\n", "", "embedding failed\nfor a reason", 0},
    };
    for (const Case& c : cases) {
        const auto problems = read_diagnostics(c.output, where);
        ASSERT_EQ(problems.size(), 1u) << c.output;
        EXPECT_EQ(problems[0].file, c.file) << c.output;
        EXPECT_EQ(problems[0].line, c.line) << c.output;
        EXPECT_EQ(problems[0].message, c.message);
    }
    EXPECT_TRUE(read_diagnostics("", where).empty());
    EXPECT_TRUE(read_diagnostics("/home/ada/shop/a.cpp:1:2: warning: unused\n", where).size() <= 1);
}

TEST(dev_diagnostics, name_the_library_that_was_forgotten) {
    constexpr std::string_view output =
        "mold: error: undefined symbol: kaon::v0::detail::Call::Call()\n"
        ">>> referenced by notes.cpp\n"
        "mold: error: undefined symbol: users()\n"
        ">>> referenced by main.cpp\n"
        "mold: error: undefined symbol: typeinfo for kaon::v0::Executor\n"
        ">>> referenced by notes.cpp\n"
        "mold: error: undefined symbol: kaon::v0::Task<int> load<int>(kaon::v0::Service)\n"
        "mold: error: undefined symbol: kaon::v0::detail::Call::perform(kaon::v0::sqlite::Connection&)\n"
        "mold: error: undefined symbol: Kaon 0.1.0 as your sources see it, with exceptions off\n";
    const auto problems = read_diagnostics(output, where);
    ASSERT_EQ(problems.size(), 4u);
    EXPECT_EQ(problems[0].message, "undefined symbol: kaon::v0::detail::Call::Call()");
    EXPECT_EQ(problems[0].notes,
              (std::vector<std::string>{
                  "it is one of 3 of Kaon's own: add kaon::sql to the LIBS of kaon_app in CMakeLists.txt",
                  "referenced by notes.cpp"}));
    EXPECT_EQ(problems[1].message, "undefined symbol: users()");
    EXPECT_EQ(problems[1].notes, (std::vector<std::string>{"referenced by main.cpp"}));
    EXPECT_TRUE(problems[2].message.starts_with("undefined symbol: kaon::v0::Task<int> load"));
    EXPECT_TRUE(problems[2].notes.empty()) << "a template of the project's";
    EXPECT_TRUE(problems[3].message.starts_with("undefined symbol: Kaon 0.1.0 as")) << "that says its own remedy";
}

TEST(dev_diagnostics, have_a_limit) {
    std::string output;
    for (int i = 1; i < 200; ++i)
        output += "/home/ada/shop/app/a.cpp:" + std::to_string(i) + ":1: error: wrong " + std::to_string(i) + "\n";
    EXPECT_EQ(read_diagnostics(output, where).size(), 20u);
}

TEST(dev_ninja_output, is_cut_into_steps_however_it_comes) {
    constexpr std::string_view text = "\x01"
                                      "0/3 Building a.o\n"
                                      "a.cpp:1:1: warning: unused\n"
                                      "\x01"
                                      "1/3 Building b.o\n"
                                      "FAILED: b.o \n"
                                      "/usr/bin/clang++ -c b.cpp\n"
                                      "b.cpp:1:1: error: wrong\n"
                                      "\x01"
                                      "2/3 Building c.o\n"
                                      "ninja: build stopped: cannot make progress due to previous errors.\n";
    for (std::size_t step : {std::size_t{1}, std::size_t{7}, text.size()}) {
        NinjaOutput output;
        for (std::size_t i = 0; i < text.size(); i += step) output.feed(text.substr(i, step));
        output.end();
        EXPECT_EQ(output.take_failures(), (std::vector<std::string>{"b.cpp:1:1: error: wrong\n"}));
        EXPECT_EQ(output.take_remarks(), (std::vector<std::string>{"a.cpp:1:1: warning: unused\n"}));
        EXPECT_EQ(output.done(), 2u);
        EXPECT_EQ(output.total(), 3u);
        EXPECT_EQ(output.error(), "");
    }
    NinjaOutput missing;
    missing.feed("ninja: error: 'x.cpp', needed by 'x.o', missing and no known rule to make it\n");
    missing.end();
    EXPECT_EQ(missing.error(), "'x.cpp', needed by 'x.o', missing and no known rule to make it");
}

TEST(dev_ninja_output, passes_over_a_line_without_end) {
    NinjaOutput output;
    output.feed("FAILED: a.o \nclang++ -c a.cpp\n");
    const std::string piece(16 * 1024, 'x');
    for (int i = 0; i < 65536; ++i)
        output.feed(piece);  // 1 GB: too much to keep, or to search from its start each time
    output.feed("\na.cpp:1:1: error: wrong\n");
    output.end();
    EXPECT_EQ(output.take_failures(), (std::vector<std::string>{"a.cpp:1:1: error: wrong\n"}));
}

TEST(dev_ninja_output, says_when_cmake_runs_inside_of_ninja) {
    NinjaOutput output;
    output.feed("\x01"
                "0/1 Re-checking globbed directories...\n");
    EXPECT_FALSE(output.is_configuring() || output.has_built());
    output.feed("\x01"
                "1/2 Re-running CMake...\n-- Configuring done\n");
    EXPECT_TRUE(output.is_configuring());
    output.feed("-- Build files have been written to: /home/ada/shop/build/dev\n");
    EXPECT_FALSE(output.is_configuring() || output.has_built());
    output.feed("\x01"
                "1/40 Building a.o\n");
    EXPECT_TRUE(output.has_built());
}

}  // namespace kaon::inline v0::cli::dev
