// The rules about places bite, and the project keeps them.
#include <gtest/gtest.h>

#include "tests/tidy/expect.hpp"
#include "tests/tidy/places.hpp"

using namespace tidy;

TEST(places, strangers_at_the_root_are_found) {
    const File files[] = {{"README.md", ""}, {"kaon/base/a.hpp", ""}, {"scratch/a.txt", ""}, {"notes.txt", ""}};
    EXPECT_EQ(report(check_root(read_root_entries("# x\nREADME.md  first\nkaon the library\n"), files)),
              "notes.txt: not in tests/tidy/root.txt: the root stays small\n"
              "scratch: not in tests/tidy/root.txt: the root stays small\n");
}

TEST(places, litter_is_found) {
    const File files[] = {{"kaon/base/a.hpp", ""}, {"kaon/base/a.o", ""}, {"kaon/base/a.hpp~", ""}};
    EXPECT_EQ(report(check_litter(files)),
              "kaon/base/a.o: litter: not a source\nkaon/base/a.hpp~: litter: not a source\n");
}

static std::string docs_of(std::string text) {
    const File files[] = {{"docs/a.md", std::move(text)}, {"kaon/base/a.hpp", "int answer;\n"}, {"run", ""}};
    return report(check_doc_paths(files));
}

TEST(places, absent_paths_in_docs_are_found) {
    EXPECT_EQ(docs_of("# See\n`kaon/base/b.hpp`\n"), "docs/a.md:2: kaon/base/b.hpp does not exist\n");
    EXPECT_EQ(docs_of("`kaon/base/a.hpp:question`\n"), "docs/a.md:1: kaon/base/a.hpp has no question\n");
    EXPECT_EQ(docs_of("`kaon/tls/`, `cli/dev.cpp` and `./start`\n"),
              "docs/a.md:1: kaon/tls/ does not exist\ndocs/a.md:1: cli/dev.cpp does not exist\n"
              "docs/a.md:1: start does not exist\n");
}

TEST(places, present_paths_and_other_code_pass) {
    EXPECT_EQ(docs_of("`kaon/base/a.hpp`, `kaon/base/`, `kaon/base/a.hpp:answer`, `./run --port 1`\n"), "");
    EXPECT_EQ(docs_of("`text/html`, `a / b`, `kaon/{part}/x.hpp`, `kaon/*/x`\n```\n`kaon/gone/`\n```\n"), "");
}

TEST(project, has_a_small_root) {
    const auto allowed = read_root_entries(read_file(KAON_ROOT "/tests/tidy/root.txt"));
    expect_none(check_root(allowed, read_tree(KAON_ROOT)));
}
TEST(project, has_no_litter) { expect_none(check_litter(read_tree(KAON_ROOT))); }
TEST(project, documents_only_paths_that_exist) { expect_none(check_doc_paths(read_tree(KAON_ROOT))); }
