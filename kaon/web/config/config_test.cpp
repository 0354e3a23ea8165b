// Sources, their order, and mistakes.
#include <cstdlib>
#include <fstream>

#include <gtest/gtest.h>

#include "kaon/json/write.hpp"
#include "kaon/web/config/config.hpp"

namespace kaon::inline v0 {
namespace {

enum class Mode : int { dev, live };
struct ServerSettings {
    std::string host = "127.0.0.1";
    std::uint16_t port = 3000;
};
struct Settings {
    ServerSettings server;
    Mode mode = Mode::dev;
    std::vector<std::string> hosts = {"a"};
    std::optional<double> rate;
    bool cache = true;
    Secret api_key;
    static consteval auto describe() { return reflect::rules({{.field = "rate", .max = 1}}); }
};

class ConfigTest : public testing::Test {
protected:
    ConfigTest() {
        char name[] = "/tmp/kaon_config_XXXXXX";
        folder = mkdtemp(name);
    }
    ~ConfigTest() override {
        EXPECT_EQ(std::system(("rm -r " + folder).c_str()), 0);
        unsetenv("KCFG_SERVER_PORT");
        unsetenv("KCFG_OTHER");
    }
    Result<Settings> read(std::string_view toml, std::string_view env,
                          std::vector<std::pair<std::string, std::string>> overrides = {}) {
        std::ofstream(folder + "/kaon.toml") << toml;
        std::ofstream(folder + "/.env") << env;
        return read_config<Settings>({.file = folder + "/kaon.toml",
                                      .env_file = folder + "/.env",
                                      .prefix = "KCFG_",
                                      .overrides = std::move(overrides)});
    }
    std::vector<std::string> mistakes(const Result<Settings>& settings) {
        std::vector<std::string> all;
        for (const FieldError& e : settings.error().fields()) {
            const std::string path = e.path.starts_with(folder) ? e.path.substr(folder.size() + 1) : e.path;
            all.push_back(path + ": " + e.message);
        }
        return all;
    }
    std::string folder;
};

TEST_F(ConfigTest, later_sources_win) {
    auto s =
        read("mode = \"live\"\nhosts = [\"x\", \"y\"]\n[server]\nhost = \"::1\"\nport = 1\n", "KCFG_SERVER_PORT=2\n");
    ASSERT_TRUE(s) << s.error().describe_all();
    EXPECT_EQ(s->server.host, "::1");
    EXPECT_EQ(s->server.port, 2);
    EXPECT_EQ(s->mode, Mode::live);
    EXPECT_EQ(s->hosts.size(), 2u);
    EXPECT_TRUE(s->cache);
    setenv("KCFG_SERVER_PORT", "3", 1);
    setenv("KCFG_OTHER", "is somebody else's", 1);
    EXPECT_EQ(read("", "KCFG_SERVER_PORT=2\n")->server.port, 3);
    EXPECT_EQ(read("", "", {{"server.port", "4"}, {"hosts", "p, q,r"}})->server.port, 4);
    EXPECT_EQ(read("", "", {{"hosts", "p, q,r"}})->hosts[1], "q");
}

TEST_F(ConfigTest, leaves_the_project_table_to_the_kaon_command) {
    EXPECT_EQ(read("mode = \"live\"\n[project]\nname = \"shop\"\n", "")->mode, Mode::live);
    EXPECT_FALSE(read("[server]\nproject = 1\n", ""));
}

TEST_F(ConfigTest, defaults_are_the_member_initialisers) {
    auto s = read_config<Settings>({.file = folder + "/none.toml", .env_file = "", .prefix = "KCFG_"});
    ASSERT_TRUE(s);
    EXPECT_EQ(s->server.port, 3000);
    EXPECT_EQ(s->hosts[0], "a");
    EXPECT_FALSE(s->rate);
}

TEST_F(ConfigTest, reports_every_mistake_with_its_place) {
    auto s = read("mode = \"fast\"\nrate = 2.5\nnope = 1\nhosts = \"x\"\n[server]\nport = \"80\"\nhost = 7\n",
                  "KCFG_SERVER_PORT=99999\nKCFG_TYPO=1\nnonsense\n# fine\nOTHER=1\n", {{"server.prt", "1"}});
    ASSERT_FALSE(s);
    const auto all = mistakes(s);
    ASSERT_EQ(all.size(), 10u) << s.error().describe_all();
    for (std::string_view part : {"kaon.toml:1: ", "kaon.toml:3: unknown key 'nope'", "kaon.toml:4: must be a list",
                                  "kaon.toml:6: must not be in quotes", "kaon.toml:7: must be text, in quotes",
                                  ".env:1: ", ".env:2: unknown variable 'KCFG_TYPO'", ".env:3: must be NAME=value",
                                  "server.prt: unknown setting", "rate: "}) {
        bool found = false;
        for (const std::string& mistake : all) found = found || mistake.starts_with(part);
        EXPECT_TRUE(found) << part;
    }
}

TEST_F(ConfigTest, passes_over_what_is_for_others_when_asked_to) {
    std::ofstream(folder + "/kaon.toml") << "colour = 1\nport = 4000\n[project]\nname = \"x\"\n";
    std::ofstream(folder + "/.env") << "KCFG_COLOUR=red\nKCFG_HOST=b\n";
    ConfigSources sources{.file = folder + "/kaon.toml", .env_file = folder + "/.env", .prefix = "KCFG_"};
    EXPECT_FALSE(read_config<ServerSettings>(sources));
    sources.unknown = Unknown::ignored;
    const auto s = read_config<ServerSettings>(sources);
    ASSERT_TRUE(s) << s.error().describe_all();
    EXPECT_EQ(s->host + ":" + std::to_string(s->port), "b:4000");
    std::ofstream(folder + "/.env") << "KCFG_PORT=many\n";
    EXPECT_FALSE(read_config<ServerSettings>(sources)) << "what is for this one is still checked";
}

TEST_F(ConfigTest, names_the_line_of_broken_toml) {
    auto s = read("a = 1\n[server\n", "");
    ASSERT_FALSE(s);
    EXPECT_TRUE(mistakes(s)[0].starts_with("kaon.toml:2: ")) << mistakes(s)[0];
}

TEST_F(ConfigTest, reads_quotes_in_env_files) {
    auto s =
        read("", "export KCFG_SERVER_HOST = \"a \\\"b\\\" #c\" # note\nKCFG_API_KEY='p#w \\n'\nKCFG_RATE=0.5 # half\n");
    ASSERT_TRUE(s) << s.error().describe_all();
    EXPECT_EQ(s->server.host, "a \"b\" #c");
    EXPECT_EQ(s->api_key.reveal(), "p#w \\n");
    EXPECT_EQ(s->rate, 0.5);
    EXPECT_EQ(read("", "KCFG_SERVER_HOST=\"open\n").error().fields().size(), 1u);
}

TEST_F(ConfigTest, does_not_mind_line_ends_and_blanks_in_env_files) {
    auto s = read("", "KCFG_SERVER_HOST=b\r\n\r\n  KCFG_SERVER_PORT = 7 \r\nKCFG_API_KEY='x' \r\n");
    ASSERT_TRUE(s) << s.error().describe_all();
    EXPECT_EQ(s->server.host + ":" + std::to_string(s->server.port), "b:7");
    EXPECT_EQ(s->api_key.reveal(), "x");
}

TEST_F(ConfigTest, never_shows_secrets) {
    auto s = read("api_key = \"hunter2\"\n", "");
    ASSERT_TRUE(s);
    EXPECT_EQ(json::write(*s).find("hunter2"), std::string::npos);
    EXPECT_EQ(json::write(Settings{}).find("redacted"), std::string::npos);
}

}  // namespace
}  // namespace kaon::inline v0
