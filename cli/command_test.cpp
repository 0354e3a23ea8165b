// The command line itself: what runs, and which exit code and line a mistake gives.
#include <gtest/gtest.h>

#include "cli/command.hpp"

using namespace kaon::cli;

namespace {

struct Trial {
    CommandLine line;
    std::string kind = "api", name;
    bool flag = false;
    std::vector<std::string> rest;
    int runs = 0;

    Trial() {
        Command group = line.top().command("group", "Commands");
        group.command("make", "Makes")
            .argument("NAME", name, "what")
            .option("--kind", kind, "api|cli", "which")
            .flag("--fast", flag, "how")
            .fails("it fails")
            .runs([this] { return ++runs, 1; });
        line.top().command("pass", "Passes").rest("WORDS", rest, "for it").runs([this] { return ++runs, 0; });
    }
    int run(std::vector<std::string> words, std::string& said) {
        testing::internal::CaptureStderr();
        testing::internal::CaptureStdout();
        const int code = line.run(words);
        said = testing::internal::GetCapturedStderr() + testing::internal::GetCapturedStdout();
        return code;
    }
};

}  // namespace

TEST(command, runs_with_its_options) {
    Trial trial;
    std::string said;
    EXPECT_EQ(trial.run({"group", "make", "x", "--kind", "cli", "--fast"}, said), 1) << said;
    EXPECT_EQ(trial.runs, 1);
    EXPECT_EQ(trial.name + trial.kind, "xcli");
    EXPECT_TRUE(trial.flag);
    EXPECT_EQ(trial.run({"pass", "--", "--port", "0"}, said), 0) << said;
    EXPECT_EQ(trial.rest, (std::vector<std::string>{"--port", "0"}));
}

TEST(command, says_each_mistake_in_one_line_and_runs_nothing) {
    struct Case {
        std::vector<std::string> words;
        std::string said;
    };
    const Case cases[] = {
        {{"grup"}, "kaon: 'grup' is no command of kaon: did you mean 'group'?\n"},
        {{"zzz"}, "kaon: 'zzz' is no command of kaon; 'kaon --help' lists them\n"},
        {{"group", "mak"}, "kaon: 'mak' is no command of kaon group: did you mean 'make'?\n"},
        {{"group", "make"}, "kaon: NAME is required; see 'kaon group make --help'\n"},
        {{"group", "make", "x", "--fst"},
         "kaon: '--fst' is no option of kaon group make: did you mean '--fast'?; see 'kaon group make --help'\n"},
        {{"group", "make", "x", "--kind", "cly"},
         "kaon: --kind: 'cly' is not api|cli: did you mean 'cli'?; see 'kaon group make --help'\n"},
        {{"--versoin"}, "kaon: '--versoin' is no option of kaon: did you mean '--version'?; see 'kaon --help'\n"},
    };
    for (const Case& c : cases) {
        Trial trial;
        std::string said;
        EXPECT_EQ(trial.run(c.words, said), 2);
        EXPECT_EQ(said, c.said);
        EXPECT_EQ(trial.runs, 0);
    }
}

TEST(command, explains_itself) {
    Trial trial;
    std::string said;
    EXPECT_EQ(trial.run({"group", "make", "--help"}, said), 0);
    for (const char* part :
         {"Usage: kaon group make", "--kind api|cli", "Exit codes:", "1  it fails", "2  the command"})
        EXPECT_NE(said.find(part), std::string::npos) << said;
    EXPECT_EQ(trial.run({}, said), 2) << "nothing to do is no success";
    EXPECT_EQ(trial.run({"--help"}, said), 0);
    EXPECT_EQ(trial.run({"--version"}, said), 0);
    EXPECT_TRUE(said.starts_with("kaon ")) << said;
}
