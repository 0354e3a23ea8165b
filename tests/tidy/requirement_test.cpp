// Headers that another compiler would stumble over before it hears the remedy are found, and the tree has none.
#include <gtest/gtest.h>

#include "tests/tidy/expect.hpp"
#include "tests/tidy/requirement.hpp"

using namespace tidy;

TEST(requirement, headers_that_never_come_to_it_are_found) {
    const File files[] = {
        {"kaon/base/config.hpp", ""},
        {"kaon/base/error.hpp", "#include <string>\n#include \"kaon/base/config.hpp\"\n"},
        {"kaon/web/router.hpp", "#include \"kaon/base/error.hpp\"\n"},
        {"kaon/web/leaf.hpp", "#include <string>\n"},
        {"kaon/web/one.hpp", "#include \"kaon/web/other.hpp\"\n"},
        {"kaon/web/other.hpp", "#include \"kaon/web/one.hpp\"\n"},
        {"kaon/web/leaf.cpp", "#include <string>\n"},
        {"examples/app/leaf.hpp", "#include <string>\n"},
    };
    EXPECT_EQ(report(check_requirement(files)), "kaon/web/leaf.hpp: include \"kaon/base/config.hpp\"\n"
                                                "kaon/web/one.hpp: include \"kaon/base/config.hpp\"\n"
                                                "kaon/web/other.hpp: include \"kaon/base/config.hpp\"\n");
}

TEST(project, says_which_compiler_it_needs_from_every_header) { expect_none(check_requirement(read_tree(KAON_ROOT))); }
