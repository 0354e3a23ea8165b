// The script for bash, run by bash: what it offers after which words.
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "cli/commands.hpp"
#include "cli/completion.hpp"
#include "cli/process.hpp"

using namespace kaon::cli;

namespace {

std::string script() {
    CommandLine line;
    add_commands(line);
    return bash_completion(line.facts());
}

// What bash would offer for the last of the words, in one line.
std::string offered(const std::string& words, const std::filesystem::path& folder = {}) {
    const std::string ask = script() + "\nCOMP_WORDS=(kaon " + words +
                            ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_kaon\necho \"${COMPREPLY[*]}\"";
    std::string text = run_program({"bash", "-uc", ask}, {.folder = folder, .output = RunOptions::Output::kept}).output;
    while (text.ends_with('\n')) text.pop_back();
    return text;
}

}  // namespace

TEST(completion, knows_every_command_and_option) {
    CommandLine line;
    add_commands(line);
    for (const CommandFacts& command : line.facts()) {
        const std::string all = " " + offered(command.path + " ''") + " ";
        for (const std::string& below : command.commands)
            EXPECT_NE(all.find(" " + below + " "), std::string::npos) << command.path << ": " << all;
        const std::string options = " " + offered(command.path + " --") + " ";
        for (const auto& option : command.options)
            EXPECT_NE(options.find(" " + option.name + " "), std::string::npos) << command.path << ": " << options;
    }
}

TEST(completion, offers_what_fits) {
    EXPECT_EQ(offered("bu"), "build");
    EXPECT_EQ(offered("sql m"), "migrate");
    EXPECT_EQ(offered("sql migrate ''"), "add run info");
    EXPECT_EQ(offered("build --r"), "--release");
    EXPECT_EQ(offered("new --template ''"), "fullstack api cli");
    EXPECT_EQ(offered("new shop --template a"), "api");
    EXPECT_EQ(offered("completion ''"), "bash");
    EXPECT_EQ(offered("nonsense ''"), offered("''")) << "as if it were not there";
}

TEST(completion, offers_files_and_folders_where_they_belong) {
    std::string folder = testing::TempDir() + "kaon_completion_XXXXXX";
    ASSERT_TRUE(mkdtemp(folder.data()));
    std::filesystem::create_directory(folder + "/inner");
    std::ofstream(folder + "/shop.db");
    EXPECT_EQ(offered("new shop --directory ''", folder), "inner");
    EXPECT_EQ(offered("sql migrate run --database s", folder), "shop.db");
    std::filesystem::remove_all(folder);
}
