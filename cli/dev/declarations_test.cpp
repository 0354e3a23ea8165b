// Types of a project are found where they are declared.
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "cli/dev/declarations.hpp"
#include "cli/dev/diagnostics.hpp"

namespace kaon::inline v0::cli::dev {
namespace {

namespace fs = std::filesystem;

class DevDeclarations : public testing::Test {
protected:
    DevDeclarations() {
        char name[] = "/tmp/kaon-declarations-XXXXXX";
        folder = ::mkdtemp(name);
        write("server/users.hpp",
              "#pragma once\nstruct Address;\n\nstruct User {\n    int id;\n};\nstruct Row {\n};\n");
        write("app/notes.cpp", "  enum class Colour { red };\nclass Note final : public Base {\n};\nstruct Row {\n};\n"
                               "struct User* next;\n");
        write("build/dev/copy.hpp", "struct User {\n};\nstruct Built {\n};\n");
    }
    ~DevDeclarations() override { fs::remove_all(folder); }

    void write(const std::string& name, std::string_view text) const {
        fs::create_directories((folder / name).parent_path());
        std::ofstream(folder / name) << text;
    }
    fs::path folder;
};

}  // namespace

TEST_F(DevDeclarations, are_found_by_name_unless_there_are_two) {
    const Declarations declared(folder);
    ASSERT_NE(declared.find("User"), nullptr);
    EXPECT_EQ(declared.find("User")->file, "server/users.hpp");
    EXPECT_EQ(declared.find("User")->line, 4u);
    EXPECT_EQ(declared.find("User")->text, "struct User {");
    EXPECT_NE(declared.find("Note"), nullptr);
    EXPECT_NE(declared.find("Colour"), nullptr);
    for (std::string_view none : {"Row", "Address", "Built", "Base", "class"})
        EXPECT_EQ(declared.find(none), nullptr) << none;
    EXPECT_EQ(declared.find_quoted("'kaon::Json<shop::User> (*)()' and Note"), declared.find("User"));
    EXPECT_EQ(declared.find_quoted("field 'Note::id' of 'User'"), declared.find("Note"));
    EXPECT_EQ(declared.find_quoted("User it is"), nullptr);
}

TEST_F(DevDeclarations, give_a_place_to_a_mistake_that_has_only_those_of_headers) {
    const std::string output =
        "In file included from /usr/include/kaon/web/web.hpp:9:\n"
        "/usr/include/kaon/reflect/detail/make_info.hpp:397:23: error: static assertion failed: 'User' cannot be read "
        "as a plain struct: it has a member that is a C array.\n"
        "  remedy: std::array<T, N>.\n"
        "  397 |         static_assert(false, mistake);\n"
        "      |                       ^~~~~\n"
        "/usr/include/kaon/web/route.hpp:76:23: note: in instantiation of function template specialization "
        "'kaon::web::start<kaon::Json<User> (*)()>' requested here\n"
        "   76 |             .start = &start<F>,\n"
        "      |                       ^\n";
    const auto problems = read_diagnostics(output, {.project = folder.string(), .build = {}});
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0].file, "server/users.hpp");
    EXPECT_EQ(problems[0].line, 4u);
    EXPECT_EQ(problems[0].excerpt, "struct User {");
    EXPECT_TRUE(problems[0].message.ends_with("remedy: std::array<T, N>."));
}

TEST_F(DevDeclarations, are_not_needed_where_a_reason_stands_in_a_throw) {
    const std::string file = (folder / "server/users.cpp").string();
    const std::string output =
        file +
        ":4:38: error: call to consteval function 'kaon::web::LocationPattern<1>::LocationPattern' is not a constant "
        "expression\n"
        "    4 | Created<int> f() { return Created{1, \"/a/{}/{}\", 2}; }\n"
        "      |                                      ^\n"
        "/usr/include/kaon/web/response/created.hpp:22:33: note: subexpression not valid in a constant expression\n"
        "   22 |         if (count != Arguments) throw \"a location has one {} for each argument\";\n"
        "      |                                 ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n" +
        file + ":4:38: note: in call to 'LocationPattern(&\"/a/{}/{}\"[0])'\n";
    const auto problems = read_diagnostics(output, {.project = folder.string(), .build = {}});
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0].file, "server/users.cpp");
    EXPECT_EQ(problems[0].message, "a location has one {} for each argument");
}

}  // namespace kaon::inline v0::cli::dev
