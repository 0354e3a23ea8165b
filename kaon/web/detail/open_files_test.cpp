// OpenFiles: what is kept open is the file as it is, bounded in number and size.
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "kaon/http/etag.hpp"
#include "kaon/web/detail/open_files.hpp"
#include "kaon/web/test_client.hpp"
#include "kaon/web/web.hpp"

namespace kaon::inline v0::web::detail {
namespace {

class OpenFilesTest : public testing::Test {
public:
    OpenFilesTest() {
        char name[] = "/tmp/kaon_open_XXXXXX";
        folder = ::mkdtemp(name);
    }
    ~OpenFilesTest() override { EXPECT_EQ(std::system(("rm -r " + folder).c_str()), 0); }

    std::string path(std::string_view name) const { return folder + "/" + std::string(name); }
    void write(std::string_view name, std::string_view text) { std::ofstream(path(name)) << text; }
    void move(std::string_view from, std::string_view to) {
        EXPECT_EQ(std::rename(path(from).c_str(), path(to).c_str()), 0);
    }
    std::shared_ptr<const OpenFile> open(std::string_view name) {
        return OpenFile::from(Fd(::open(path(name).c_str(), O_RDONLY | O_CLOEXEC)), name).value();
    }

    std::string folder;
    const Instant start{1'000'000'000};
};

TEST_F(OpenFilesTest, gives_what_it_keeps_for_a_second) {
    OpenFiles files(4);
    write("a.css", "a{}");
    EXPECT_EQ(files.find("a.css", start).file, nullptr);
    const auto a = open("a.css");
    files.keep("a.css", a, http::Body::Cached::unknown, start);
    EXPECT_EQ(files.find("a.css", start).file, a);
    EXPECT_EQ(files.find("a.css", start + 999ms).file, a);
    EXPECT_EQ(files.find("a.css", start + 1s).file, nullptr) << "the path may lead elsewhere by now";
    EXPECT_EQ(files.size(), 0u);
}

TEST_F(OpenFilesTest, notices_every_change_of_the_file) {
    const struct {
        std::string_view what;
        void (*change)(OpenFilesTest&);
    } cases[] = {
        {"written to", [](OpenFilesTest& t) { t.write("a", "other"); }},
        {"replaced", [](OpenFilesTest& t) { t.write("b", "012345"), t.move("b", "a"); }},
        {"removed", [](OpenFilesTest& t) { EXPECT_EQ(::unlink(t.path("a").c_str()), 0); }},
        {"moved away", [](OpenFilesTest& t) { t.move("a", "c"); }},
        {"closed to others", [](OpenFilesTest& t) { EXPECT_EQ(::chmod(t.path("a").c_str(), 0200), 0); }},
    };
    for (const auto& test : cases) {
        OpenFiles files(4);
        write("a", "012345");
        EXPECT_EQ(::link(path("a").c_str(), path("second").c_str()), 0);
        files.keep("a", open("a"), http::Body::Cached::unknown, start);
        EXPECT_NE(files.find("a", start).file, nullptr) << test.what;
        test.change(*this);
        EXPECT_EQ(files.find("a", start).file, nullptr) << test.what;
        for (std::string_view left : {"a", "c", "second"}) ::unlink(path(left).c_str());
    }
}

TEST_F(OpenFilesTest, keeps_those_that_were_asked_for_last) {
    OpenFiles files(2);
    for (std::string_view name : {"a", "b", "c"}) write(name, name);
    const auto keep = [&](std::string_view name, Instant now) {
        files.keep(std::string(name), open(name), http::Body::Cached::unknown, now);
    };
    keep("a", start);
    keep("b", start + 1ms);
    EXPECT_NE(files.find("a", start + 2ms).file, nullptr);
    keep("c", start + 3ms);
    EXPECT_EQ(files.size(), 2u);
    EXPECT_NE(files.find("a", start + 4ms).file, nullptr);
    EXPECT_EQ(files.find("b", start + 4ms).file, nullptr);
    keep("a", start + 5ms);
    EXPECT_NE(files.find("c", start + 6ms).file, nullptr) << "one that is there takes no other's place";
}

TEST_F(OpenFilesTest, keeps_nothing_large_and_nothing_where_it_may_not) {
    write("a", "");
    EXPECT_EQ(::truncate(path("a").c_str(), OpenFiles::largest + 1), 0);
    OpenFiles files(2);
    files.keep("a", open("a"), http::Body::Cached::unknown, start);
    EXPECT_EQ(files.size(), 0u);
    OpenFiles none(0);
    EXPECT_EQ(::truncate(path("a").c_str(), 1), 0);
    none.keep("a", open("a"), http::Body::Cached::unknown, start);
    EXPECT_EQ(none.size(), 0u);
}

// Whoever copies files with their times, or makes all of a release's alike, leaves only the inode to tell them apart.
TEST_F(OpenFilesTest, a_file_that_took_anothers_place_with_its_size_and_time_has_another_tag) {
    const timespec long_ago[2] = {{.tv_sec = 1, .tv_nsec = 0}, {.tv_sec = 1, .tv_nsec = 0}};
    const auto write_at_once = [&](std::string_view name, std::string_view text) {
        write(name, text);
        EXPECT_EQ(::utimensat(AT_FDCWD, path(name).c_str(), long_ago, 0), 0);
    };
    write_at_once("a.txt", "first");
    const auto first = open("a.txt");
    EXPECT_EQ(open("a.txt")->etag, first->etag) << "it is the same file still";
    EXPECT_TRUE(first->etag.starts_with('"'));
    write_at_once("b.txt", "other");
    move("b.txt", "a.txt");
    const auto second = open("a.txt");
    EXPECT_EQ(second->size, first->size);
    EXPECT_EQ(second->modified, first->modified);
    EXPECT_NE(second->etag, first->etag);
}

TEST_F(OpenFilesTest, a_tag_of_a_file_that_was_just_written_is_nobodys_later) {
    std::shared_ptr<const OpenFile> just_written;
    do {
        write("a.txt", "first");
        just_written = open("a.txt");
    } while (just_written->modified);  // a busy machine may have let it grow old
    EXPECT_TRUE(just_written->etag.starts_with("W/"));
    const struct stat facts = just_written->facts;
    write("a.txt", "other");
    const timespec same[2] = {facts.st_atim, facts.st_mtim};  // as within one tick of the clock
    EXPECT_EQ(::utimensat(AT_FDCWD, path("a.txt").c_str(), same, 0), 0);
    const auto changed = open("a.txt");
    EXPECT_FALSE(http::etags_match(changed->etag, just_written->etag, http::EtagCompare::weak));
    EXPECT_FALSE(http::etags_match(just_written->etag, just_written->etag, http::EtagCompare::strong));
}

TEST_F(OpenFilesTest, a_folder_serves_each_change_at_once) {
    TestClient c(Router{get<"/{*path}">(serve_dir(folder))}.build().value());
    write("a.txt", "first");
    auto first = c.get("/a.txt").send();
    EXPECT_EQ(first.text(), "first");
    EXPECT_EQ(c.get("/a.txt").send().text(), "first");
    write("a.txt", "second");
    auto second = c.get("/a.txt").send();
    EXPECT_EQ(second.text(), "second");
    EXPECT_NE(first.header("etag"), second.header("etag"));
    write("b.txt", "the third");
    move("b.txt", "a.txt");
    EXPECT_EQ(c.get("/a.txt").send().text(), "the third");
    EXPECT_EQ(c.get("/a.txt").header("if-none-match", second.header("etag")).send().code(), 200);
    EXPECT_EQ(::unlink(path("a.txt").c_str()), 0);
    EXPECT_EQ(c.get("/a.txt").send().code(), 404);
}

}  // namespace
}  // namespace kaon::inline v0::web::detail
