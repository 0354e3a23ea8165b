// Projects as they are written: the name everywhere, all that the design asks for.
#include <algorithm>

#include <gtest/gtest.h>

#include "cli/new/templates.hpp"

using namespace kaon::cli;

namespace {

const ProjectFile* find(const std::vector<ProjectFile>& files, std::string_view path) {
    const auto found = std::ranges::find(files, path, &ProjectFile::path);
    return found == files.end() ? nullptr : &*found;
}

}  // namespace

TEST(substituted, replaces_the_word_and_its_capitals) {
    EXPECT_EQ(substituted("myapi, myapi_test, MYAPI_PORT, my api", "myapi", "shop"),
              "shop, shop_test, SHOP_PORT, my api");
    EXPECT_EQ(substituted("myapi", "myapi", "myapi_2"), "myapi_2");
}

TEST(render_template, writes_whole_projects_that_know_their_name_alone) {
    for (const char* kind : {"fullstack", "api", "cli"}) {
        const auto files = render_template(kind, "shop");
        for (const char* path : {"CMakeLists.txt", "CMakePresets.json", "kaon.toml", ".clangd", ".clang-format",
                                 ".gitignore", "README.md"})
            EXPECT_TRUE(find(files, path)) << kind << " " << path;
        for (const ProjectFile& file : files) {
            for (const char* word : {"myfullstack", "myapi", "mycli", "myproject", "MYAPI", "MYFULLSTACK"})
                EXPECT_EQ(file.text.find(word), std::string::npos) << kind << " " << file.path;
        }
        EXPECT_NE(find(files, "CMakeLists.txt")->text.find("kaon_app(shop LIBS "), std::string::npos);
        EXPECT_NE(find(files, "kaon.toml")->text.find("name = \"shop\""), std::string::npos);
    }
    const auto files = render_template("fullstack", "shop");
    for (const char* path : {"app/board.cpp", "server/main.cpp", "browser/main.cpp", "migrations/0001_notes.sql",
                             "assets/style.css", "tests/page_test.cpp"})
        EXPECT_TRUE(find(files, path)) << path;
}
