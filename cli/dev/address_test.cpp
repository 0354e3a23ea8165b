// Where kaon dev listens: the sources in their order, and what is said of a mistake.
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "cli/dev/address.hpp"

using namespace kaon::cli;

namespace {

struct DevAddress : testing::Test {
    DevAddress() {
        std::string name = testing::TempDir() + "kaon_address_XXXXXX";
        EXPECT_TRUE(mkdtemp(name.data()));
        project.folder = name;
    }
    ~DevAddress() override { std::filesystem::remove_all(project.folder); }

    void write(const std::string& name, const std::string& text) const { std::ofstream(project.folder / name) << text; }
    std::string listens(const dev::DevOptions& options = {}) const {
        const auto address = dev::address_of(project, options);
        return address ? address->text() : std::string(address.error().text());
    }

    Project project{.folder = {}, .name = "shop", .database = {}};
};

}  // namespace

TEST_F(DevAddress, later_sources_win) {
    EXPECT_EQ(listens(), "127.0.0.1:3000");
    write("kaon.toml", "port = 4000\ncolour = \"red\"\n[project]\nname = \"shop\"\n");
    EXPECT_EQ(listens(), "127.0.0.1:4000");
    write(".env", "# mine\nSHOP_KEY=x\nSHOP_PORT='4001'\nSHOP_HOST=0.0.0.0\n");
    EXPECT_EQ(listens(), "0.0.0.0:4001");
    setenv("SHOP_PORT", "4002", 1);
    EXPECT_EQ(listens(), "0.0.0.0:4002");
    EXPECT_EQ(listens({.host = "127.0.0.2", .port = "4003"}), "127.0.0.2:4003");
    unsetenv("SHOP_PORT");
}

TEST_F(DevAddress, a_mistake_names_its_source) {
    EXPECT_EQ(listens({.port = "70000"}), "--port: must be a whole number between 0 and 65535");
    EXPECT_EQ(listens({.host = "nowhere"}),
              "'nowhere' is no address to listen on: use numbers such as 127.0.0.1 or 0.0.0.0");
    write("kaon.toml", "\nport = \"many\"\n");
    EXPECT_EQ(listens(), (project.folder / "kaon.toml").string() + ":2: must not be in quotes");
    std::filesystem::remove(project.folder / "kaon.toml");
    write(".env", "SHOP_PORT=many\n");
    EXPECT_EQ(listens(), (project.folder / ".env").string() + ":1: must be a whole number");
}
