// Builder: a run that is given up in the middle of CMake leaves a build folder that the next one can use.
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "cli/configured.hpp"
#include "cli/dev/builder.hpp"
#include "kaon/coro/group.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/runtime/runtime.hpp"

namespace kaon::inline v0::cli::dev {
namespace {

namespace fs = std::filesystem;

// Without a compiler; CMake takes its time.
struct dev_builder : testing::Test {
    dev_builder() {
        fs::remove_all(project.folder);
        fs::create_directories(project.folder / "src");
        std::ofstream(project.folder / "CMakeLists.txt")
            << "cmake_minimum_required(VERSION 3.25)\nproject(shop NONE)\n"
               "file(GLOB sources CONFIGURE_DEPENDS \"src/*.sql\")\n"
               "execute_process(COMMAND sleep 0.5)\n"
               "add_custom_target(shop COMMAND ${CMAKE_COMMAND} -E touch shop DEPENDS ${sources})\n";
        write("one.sql");
    }
    ~dev_builder() override { fs::remove_all(project.folder); }
    void write(const char* name) const { std::ofstream(project.folder / "src" / name) << "x"; }
    bool run(Builder& builder) const {
        const auto work = [&]() -> Task<bool> {
            const BuildOutcome outcome = co_await builder.run([](const BuildProgress&) {});
            for (const kaon::dev::Problem& problem : outcome.problems) ADD_FAILURE() << problem.message;
            co_return outcome.is_good;
        };
        return runtime::Runtime({.cores = 1}).run(work()).value();
    }

    // Of its own, since tests run beside each other.
    const Project project{
        .folder = testing::TempDir() + "dev_builder" + std::to_string(getpid()), .name = "shop", .database = {}};
};

TEST_F(dev_builder, that_is_cancelled_while_cmake_runs_again_builds_afterwards) {
    Builder builder(project);
    ASSERT_TRUE(run(builder));
    const fs::path folder = project.build_folder(Kind::dev);
    fs::rename(project.folder / "src/one.sql", project.folder / "src/two.sql");
    const auto given_up = [&]() -> Task<bool> {
        auto build = [&]() -> Task<void> { co_await builder.run([](const BuildProgress&) {}); };
        auto wait = []() -> Task<void> { co_await sleep(300ms); };
        co_return (co_await first_of(build(), wait())).index() == 1;
    };
    ASSERT_TRUE(runtime::Runtime({.cores = 1}).run(given_up()).value());
    EXPECT_TRUE(run(builder));
    EXPECT_TRUE(is_configured(folder));
}

TEST_F(dev_builder, configures_a_folder_that_lost_a_file_of_cmakes) {
    Builder builder(project);
    ASSERT_TRUE(run(builder));
    for (const char* lost : {"build.ninja", "CMakeFiles/cmake.verify_globs"}) {
        SCOPED_TRACE(lost);
        ASSERT_TRUE(fs::remove(project.build_folder(Kind::dev) / lost));
        fs::rename(project.folder / "src/one.sql", project.folder / "src/two.sql");
        EXPECT_TRUE(run(builder));
        fs::rename(project.folder / "src/two.sql", project.folder / "src/one.sql");
        EXPECT_TRUE(run(builder));
    }
}

}  // namespace
}  // namespace kaon::inline v0::cli::dev
