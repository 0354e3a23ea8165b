// The layer rules bite, and the tree respects them.
#include <gtest/gtest.h>

#include "tests/tidy/expect.hpp"
#include "tests/tidy/layers.hpp"

using namespace tidy;

static const Layers sample = read_layers("# comment\nbase ->\ncoro -> base\nhttp -> base coro\nweb -> http # note\n"
                                         "app -> coro\napp/server -> app coro web\n");

static std::string layers_of(std::string path, std::string text) {
    const File files[] = {{std::move(path), std::move(text)}};
    return report(check_layers(sample, files));
}

TEST(layers, forbidden_includes_are_found) {
    EXPECT_EQ(layers_of("kaon/http/a.hpp", "// x\n#include \"kaon/web/b.hpp\"\n"),
              "kaon/http/a.hpp:2: http may not see web\n");
    EXPECT_EQ(layers_of("kaon/web/a.cpp", "#include \"kaon/coro/b.hpp\"\n"),
              "kaon/web/a.cpp:1: web may not see coro\n");
    EXPECT_EQ(layers_of("kaon/web/a.cpp", "#include \"kaon/http/detail/b.hpp\"\n"),
              "kaon/web/a.cpp:1: detail/ of another part: kaon/http/detail/b.hpp\n");
    EXPECT_EQ(layers_of("kaon/new/a.cpp", "#include \"kaon/base/b.hpp\"\n"),
              "kaon/new/a.cpp:1: new has no line in docs/LAYERS.txt\n");
    EXPECT_EQ(layers_of("kaon/web/a.cpp", "#include \"b.hpp\"\n"),
              "kaon/web/a.cpp:1: include paths start at the root: \"kaon/...\"\n");
    EXPECT_EQ(layers_of("examples/x/a.cpp", "#include \"kaon/web/detail/b.hpp\"\n"),
              "examples/x/a.cpp:1: detail/ of the library: kaon/web/detail/b.hpp\n");
}

TEST(layers, allowed_includes_pass) {
    EXPECT_EQ(layers_of("kaon/web/a.cpp", "#include \"kaon/http/b.hpp\"\n#include \"kaon/base/c.hpp\"\n"), "");
    EXPECT_EQ(layers_of("kaon/web/a_test.cpp", "#include \"embedded/pages.hpp\"\n"), "");
    EXPECT_EQ(layers_of("kaon/http/a.cpp", "#include \"kaon/http/detail/b.hpp\"\n#include <vector>\n"), "");
    EXPECT_EQ(layers_of("examples/x/a.cpp", "#include \"app/page.hpp\"\n#include \"kaon/web/b.hpp\"\n"), "");
}

TEST(layers, a_folder_with_a_line_of_its_own_is_hidden_from_the_rest_of_its_part) {
    EXPECT_EQ(layers_of("kaon/app/a.hpp", "#include \"kaon/app/server/b.hpp\"\n#include \"kaon/web/b.hpp\"\n"),
              "kaon/app/a.hpp:1: app may not see app/server\nkaon/app/a.hpp:2: app may not see web\n");
    EXPECT_EQ(layers_of("kaon/app/server/a.cpp", "#include \"kaon/app/b.hpp\"\n#include \"kaon/web/b.hpp\"\n"
                                                 "#include \"kaon/app/server/b.hpp\"\n"
                                                 "#include \"kaon/app/detail/b.hpp\"\n"),
              "");
    EXPECT_EQ(layers_of("kaon/app/server/a.cpp", "#include \"kaon/http/b.hpp\"\n"),
              "kaon/app/server/a.cpp:1: app/server may not see http\n");
    const File files[] = {{"kaon/app/CMakeLists.txt", "kaon_part(app DEPENDS coro web http)\n"}};
    EXPECT_EQ(report(check_dependencies(sample, files)), "kaon/app/CMakeLists.txt: app may not depend on http\n");
}

TEST(layers, forbidden_cmake_dependencies_are_found) {
    const File files[] = {{"kaon/http/CMakeLists.txt", "kaon_part(http DEPENDS coro web\n  LIBS web)\n"}};
    EXPECT_EQ(report(check_dependencies(sample, files)), "kaon/http/CMakeLists.txt: http may not depend on web\n");
}

TEST(layers, circles_are_found) {
    EXPECT_EQ(report(check_circles(read_layers("a -> b\nb -> c\nc -> b\n"))),
              "docs/LAYERS.txt: b sees itself\ndocs/LAYERS.txt: c sees itself\n");
}

TEST(project, respects_its_layers) {
    const auto files = read_tree(KAON_ROOT);
    const Layers layers = read_layers(read_file(KAON_ROOT "/docs/LAYERS.txt"));
    ASSERT_TRUE(layers.contains("web"));
    expect_none(check_layers(layers, files));
    expect_none(check_dependencies(layers, files));
    expect_none(check_circles(layers));
}
