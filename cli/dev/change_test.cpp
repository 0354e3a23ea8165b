// Which files matter, and for what.
#include <gtest/gtest.h>

#include "cli/dev/change.hpp"
#include "cli/dev/debounce.hpp"

namespace kaon::inline v0::cli::dev {

TEST(dev_change, knows_the_projects_files_from_editors_own) {
    struct Case {
        std::string_view path;
        bool ignored;
    };
    constexpr Case cases[] = {
        {"server/users.cpp", false},
        {"app/list/row.hpp", false},
        {"migrations/0001_users.sql", false},
        {"assets/style.css", false},
        {"CMakeLists.txt", false},
        {"kaon.toml", false},
        {".env", false},
        {"server", false},
        {"README.md", true},
        {"users.db", true},
        {"users.db-wal", true},
        {".git", true},
        {".git/index", true},
        {"build", true},
        {"build/dev/users", true},
        {"tests/users_test.cpp", true},
        {"server/.users.cpp.swp", true},
        {"server/users.cpp~", true},
        {"server/#users.cpp#", true},
        {"server/.#users.cpp", true},
        {"server/4913", true},
        {"server/sedAb12Cd", true},
        {"app/.hidden/x.cpp", true},
        {"server/x.cpp___jb_tmp___", true},
        {"assets/.goutputstream-1", true},
        {"server/x.tmp", true},
        {"server/sedation.cpp", false},
        {"app/build/x.cpp", true},
        {"browser/main.cpp", false},
        {"other/x.cpp", true},
    };
    for (const Case& c : cases) EXPECT_EQ(is_ignored(c.path), c.ignored) << c.path;
}

TEST(dev_change, builds_for_sources_and_new_assets_and_swaps_known_styles) {
    const std::set<std::string> assets{"assets/style.css", "assets/logo.svg"};
    struct Case {
        std::string_view path;
        Change change;
    };
    constexpr Case cases[] = {
        {"assets/style.css", Change::style},    {"assets/logo.svg", Change::asset},
        {"assets/fresh.css", Change::build},    {"server/users.cpp", Change::build},
        {"kaon.toml", Change::build},           {"server/users_test.cpp", Change::nothing},
        {"assets/style.css~", Change::nothing},
    };
    for (const Case& c : cases) EXPECT_EQ(change_of(c.path, assets), c.change) << c.path;
    EXPECT_EQ(largest_change({"assets/style.css", "assets/logo.svg"}, assets), Change::asset);
    EXPECT_EQ(largest_change({"assets/style.css", "app/x.cpp"}, assets), Change::build);
    EXPECT_EQ(largest_change(std::set<std::string>{}, assets), Change::nothing);
}

TEST(dev_debounce, waits_for_quiet_but_not_for_ever) {
    const Instant start{1'000'000'000};
    const auto at = [&](std::int64_t ms) { return start + Duration::milliseconds(ms); };
    Debounce burst;
    EXPECT_EQ(burst.due(), Instant::never());
    burst.event(at(0));
    EXPECT_EQ(burst.due(), at(20));
    burst.event(at(15));
    EXPECT_EQ(burst.due(), at(35)) << "another event begins the wait anew";
    for (std::int64_t ms = 30; ms <= 190; ms += 10) burst.event(at(ms));
    EXPECT_EQ(burst.due(), at(200)) << "a file that is written all the time does not wait for ever";
    burst.reset();
    EXPECT_FALSE(burst.waits());
    burst.event(at(500));
    EXPECT_EQ(burst.due(), at(520)) << "what came before is forgotten";
}

}  // namespace kaon::inline v0::cli::dev
