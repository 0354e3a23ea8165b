// A build folder that an interrupted CMake left is seen as one to configure.
#include <fstream>

#include <gtest/gtest.h>

#include "cli/configured.hpp"

namespace kaon::inline v0::cli {
namespace {

namespace fs = std::filesystem;

struct configured : testing::Test {
    configured() { fs::create_directories(folder / "CMakeFiles"); }
    ~configured() override { fs::remove_all(folder); }
    void write(const char* name) const { std::ofstream(folder / name) << "x"; }

    const fs::path folder =
        testing::TempDir() + "configured_" + testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(configured, is_no_folder_without_build_ninja) {
    EXPECT_FALSE(is_configured(folder / "none"));
    write("CMakeFiles/VerifyGlobs.cmake");
    write("CMakeFiles/cmake.verify_globs");
    EXPECT_FALSE(is_configured(folder));
    write("build.ninja");
    EXPECT_TRUE(is_configured(folder));
}

TEST_F(configured, is_no_folder_that_lost_the_stamp_of_its_search) {
    write("build.ninja");
    EXPECT_TRUE(is_configured(folder)) << "a project that searches for nothing";
    write("CMakeFiles/VerifyGlobs.cmake");
    EXPECT_FALSE(is_configured(folder));
}

}  // namespace
}  // namespace kaon::inline v0::cli
