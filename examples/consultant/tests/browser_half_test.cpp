// What the browser is sent: small, kept for good, and nothing of what only the server may do.
#include <gtest/gtest.h>

#include "embedded/assets.hpp"
#include "tests/site.hpp"

namespace consultant {
namespace {

const assets::File* file_named(std::string_view hashed) {
    for (const assets::File& file : assets::files()) {
        if (file.hashed == hashed) return &file;
    }
    return nullptr;
}

class BrowserHalf : public testing::Test {
protected:
    void SetUp() override {
        if (assets::browser_half().script.empty()) GTEST_SKIP() << "built without a browser half";
        glue = file_named(assets::browser_half().script);
        program = file_named(assets::browser_half().program);
        ASSERT_TRUE(glue && program);
    }
    const assets::File *glue = nullptr, *program = nullptr;
};

TEST_F(BrowserHalf, is_small) {
    if (program->brotli.empty()) GTEST_SKIP() << "only a release build compresses";
    EXPECT_LE(program->brotli.size(), 60'000u);
    EXPECT_LE(glue->brotli.size(), 6'000u);
    RecordProperty("wasm_brotli", static_cast<int>(program->brotli.size()));
    RecordProperty("glue_brotli", static_cast<int>(glue->brotli.size()));
}

TEST_F(BrowserHalf, holds_nothing_of_the_server) {
    EXPECT_TRUE(contains(program->bytes, "Write at least one character here.")) << "what both halves say";
    for (std::string_view of_server :
         {"sqlite", "INSERT INTO", "consultations WHERE", "toml", "md4c", "There is no such page", "tokio", "Tokio",
          "/api/consultations", "content-security-policy"})
        EXPECT_FALSE(contains(program->bytes, of_server)) << of_server;
}

TEST_F(BrowserHalf, is_asked_for_by_names_that_change_with_it_and_kept_for_good) {
    Site site;
    const std::string page = site.page("/").text();
    for (std::string_view name :
         {program->hashed, glue->hashed, assets::hashed("style.css"), assets::hashed("favicon.svg")}) {
        const std::string address = "/assets/" + std::string(name);
        EXPECT_TRUE(contains(page, "\"" + address + "\"")) << address;
        const auto file = site.client().get(address).header("accept-encoding", "gzip, br").send();
        EXPECT_EQ(file.code(), 200) << address;
        EXPECT_EQ(file.header("cache-control"), "public, max-age=31536000, immutable") << address;
        if (name == program->hashed) {
            EXPECT_EQ(file.header("content-type"), "application/wasm");
            EXPECT_EQ(file.header("content-encoding"), program->brotli.empty() ? "" : "br");
        }
    }
    EXPECT_FALSE(contains(site.page("/nowhere").text(), "<script")) << "only the front page needs it";
}

}  // namespace
}  // namespace consultant
