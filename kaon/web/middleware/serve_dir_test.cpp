// serve_dir: conditions, ranges, and no way out of the folder.
#include <cstdlib>
#include <fstream>

#include <gtest/gtest.h>

#include "kaon/web/middleware/serve_dir.hpp"
#include "kaon/web/test_client.hpp"
#include "kaon/web/web.hpp"

namespace kaon::inline v0 {
namespace {

class ServeDirTest : public testing::Test {
protected:
    ServeDirTest() {
        char name[] = "/tmp/kaon_web_XXXXXX";
        folder = mkdtemp(name);
        write("public/a.txt", "0123456789");
        write("public/sub/b.css", "b{}");
        write("public/.secret", "no");
        write("public/%2e%2e", "literal");
        write("outside.txt", "outside");
        EXPECT_EQ(symlink((folder + "/outside.txt").c_str(), (folder + "/public/link.txt").c_str()), 0);
    }
    ~ServeDirTest() override { EXPECT_EQ(std::system(("rm -r " + folder).c_str()), 0); }
    void write(const std::string& path, std::string_view text) {
        const std::string full = folder + "/" + path;
        EXPECT_EQ(std::system(("mkdir -p $(dirname " + full + ")").c_str()), 0);
        std::ofstream(full) << text;
    }
    std::string folder;
};

TEST_F(ServeDirTest, answers_conditions_and_ranges) {
    TestClient c(Router{get<"/s/{*path}">(serve_dir(folder + "/public"))}.build().value());
    auto r = c.get("/s/a.txt").send();
    EXPECT_EQ(r.text(), "0123456789");
    EXPECT_EQ(r.header("content-type"), "text/plain; charset=utf-8");
    EXPECT_EQ(c.get("/s/a.txt").header("if-none-match", r.header("etag")).send().code(), 304);
    EXPECT_EQ(c.get("/s/a.txt").header("if-match", "\"other\"").send().code(), 412);
    EXPECT_EQ(c.get("/s/sub/b.css").send().header("content-type"), "text/css; charset=utf-8");
    EXPECT_EQ(c.head("/s/a.txt").send().text(), "");
    const struct {
        std::string_view range;
        int code;
        std::string_view text;
        std::string_view content_range;
    } cases[] = {
        {"bytes=2-4", 206, "234", "bytes 2-4/10"},
        {"bytes=8-", 206, "89", "bytes 8-9/10"},
        {"bytes=-3", 206, "789", "bytes 7-9/10"},
        {"bytes=0-99", 206, "0123456789", "bytes 0-9/10"},
        {"bytes=10-", 416, "", "bytes */10"},
        {"bytes=-0", 416, "", "bytes */10"},
        {"bytes=4-2", 200, "0123456789", ""},
        {"bytes=0-1,3-4", 200, "0123456789", ""},
        {"bytes=a-b", 200, "0123456789", ""},
        {"lines=1-2", 200, "0123456789", ""},
        {"bytes=99999999999999999999-", 200, "0123456789", ""},
    };
    for (const auto& test : cases) {
        r = c.get("/s/a.txt").header("range", test.range).send();
        EXPECT_EQ(r.code(), test.code) << test.range;
        EXPECT_EQ(r.header("content-range"), test.content_range) << test.range;
        if (test.code != 416) EXPECT_EQ(r.text(), test.text) << test.range;
    }
    EXPECT_EQ(c.get("/s/a.txt").header("range", "bytes=0-1").header("if-range", "\"old\"").send().code(), 200);
}

TEST_F(ServeDirTest, never_leaves_its_folder) {
    TestClient c(Router{get<"/s/{*path}">(serve_dir(folder + "/public"))}.build().value());
    for (std::string_view path :
         {"/s/../outside.txt", "/s/%2e%2e/outside.txt", "/s/%2E./outside.txt", "/s/sub/../../outside.txt",
          "/s/..%2foutside.txt", "/s/..%2Foutside.txt", "/s/..%5coutside.txt", "/s/.secret", "/s/sub", "/s/sub/",
          "/s//etc/passwd", "/s/link.txt", "/s/a.txt%00.css", "/s/a.txt/", "/s/./a.txt"}) {
        auto r = c.get(path).send();
        EXPECT_TRUE(r.code() == 404 || r.code() == 400) << path << " " << r.code();
        EXPECT_EQ(r.text().find("outside"), std::string::npos) << path;
    }
    EXPECT_EQ(c.get("/s/%252e%252e").send().text(), "literal");
}

}  // namespace
}  // namespace kaon::inline v0
