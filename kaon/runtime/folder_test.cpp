// A folder: what can be done in it, and that no path leads out of it.
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kaon/runtime/folder.hpp"
#include "kaon/runtime/runtime.hpp"

using namespace kaon;
using namespace kaon::runtime;

namespace {

class folder : public testing::Test {
protected:
    folder() {
        EXPECT_NE(::mkdtemp(path_.data()), nullptr);
        EXPECT_EQ(::mkdir((path_ + "/in").c_str(), 0700), 0);
    }
    ~folder() override { EXPECT_EQ(std::system(("rm -rf " + path_).c_str()), 0); }

    template <class F>
    void in_folder(F use) {
        auto program = [&]() -> Task<void> {
            Folder folder = co_await Folder::open(path_ + "/in");
            co_await use(folder);
        };
        const Result<> ended = Runtime({.cores = 1}).run(program());
        EXPECT_TRUE(ended) << ended.error().describe_all();
    }

    std::string path_ = "/tmp/kaon_folder_XXXXXX";
};

}  // namespace

TEST_F(folder, holds_files_and_folders) {
    in_folder([](Folder& folder) -> Task<void> {
        co_await folder.make_folders("a/b//c/");
        co_await folder.make_folders("a/b/c");  // no error
        co_await folder.write("a/b/one.txt", "first");
        co_await folder.write("a/b/one.txt", "second");
        EXPECT_EQ(co_await folder.read("a/b/one.txt", 6), "second");
        EXPECT_TRUE((co_await attempt(folder.read("a/b/one.txt", 5))).error().is(Errc::too_large));
        const FileFacts facts = co_await folder.facts("a/b/one.txt");
        EXPECT_EQ(facts.kind, FileKind::file);
        EXPECT_EQ(facts.size, 6u);
        EXPECT_GT(facts.modified, 1'700'000'000'000'000'000);
        const std::vector<FolderEntry> entries = co_await folder.list("a/b");
        EXPECT_EQ(entries.size(), 2u);
        EXPECT_EQ(entries[0].name, "c");
        EXPECT_EQ(entries[0].kind, FileKind::folder);
        EXPECT_EQ(entries[1].name, "one.txt");
        EXPECT_TRUE((co_await attempt(folder.list("a/b", 1))).error().is(Errc::too_large));
        co_await folder.rename("a/b/one.txt", "two.txt");
        EXPECT_TRUE((co_await attempt(folder.read("a/b/one.txt", 9))).error().is(Errc::not_found));
        EXPECT_TRUE((co_await attempt(folder.remove("a"))).error().is(Errc::conflict)) << "not empty";
        for (const char* each : {"a/b/c", "a/b", "a", "two.txt"}) co_await folder.remove(each);
        EXPECT_TRUE((co_await folder.list()).empty());
    });
}

TEST_F(folder, cannot_be_left_by_any_path) {
    ASSERT_EQ(::symlink("/etc", (path_ + "/in/away").c_str()), 0);
    ASSERT_EQ(::symlink("..", (path_ + "/in/up").c_str()), 0);
    ASSERT_EQ(::symlink("inner", (path_ + "/in/fine").c_str()), 0);
    in_folder([](Folder& folder) -> Task<void> {
        co_await folder.write("inner", "here");
        EXPECT_EQ(co_await folder.read("fine", 10), "here") << "a link that stays inside";
        EXPECT_EQ((co_await folder.facts("away")).kind, FileKind::link);
        for (const char* path : {"/etc/passwd", "../x", "a/../../x", "away/passwd", "up/x", "up/in/inner", "..", "/"}) {
            EXPECT_FALSE(co_await attempt(folder.read(path, 1 << 20))) << path;
            EXPECT_FALSE(co_await attempt(folder.write(path, "x"))) << path;
            EXPECT_FALSE(co_await attempt(folder.remove(path))) << path;
            EXPECT_FALSE(co_await attempt(folder.rename("inner", path))) << path;
            EXPECT_FALSE(co_await attempt(folder.rename(path, "stolen"))) << path;
            EXPECT_FALSE(co_await attempt(folder.make_folders(std::string(path) + "/new"))) << path;
            EXPECT_FALSE(co_await attempt(folder.list(path))) << path;
        }
        EXPECT_TRUE((co_await attempt(folder.read("../x", 9))).error().is(Errc::forbidden));
        EXPECT_TRUE((co_await attempt(folder.read("away/passwd", 9))).error().is(Errc::forbidden));
        EXPECT_TRUE((co_await attempt(folder.read(std::string("in\0ner", 6), 9))).error().is(Errc::invalid));
        EXPECT_EQ(co_await folder.read("inner", 10), "here");
    });
    EXPECT_NE(::access((path_ + "/x").c_str(), F_OK), 0);
}

TEST_F(folder, does_not_write_through_a_link_that_stands_in_the_way) {
    ASSERT_EQ(::symlink("victim", (path_ + "/in/file.new").c_str()), 0);
    in_folder([](Folder& folder) -> Task<void> {
        co_await folder.write("victim", "safe");
        co_await folder.write("file", "x");
        EXPECT_EQ(co_await folder.read("victim", 10), "safe");
        EXPECT_EQ(co_await folder.read("file", 10), "x");
        EXPECT_EQ((co_await folder.facts("file")).kind, FileKind::file);
    });
}

TEST_F(folder, does_not_wait_for_a_fifo) {
    ASSERT_EQ(::mkfifo((path_ + "/in/fifo").c_str(), 0600), 0);
    in_folder([](Folder& folder) -> Task<void> {
        EXPECT_EQ(co_await folder.read("fifo", 10), "");
        EXPECT_EQ((co_await folder.facts("fifo")).kind, FileKind::other);
    });
}

TEST_F(folder, gives_files_without_names) {
    in_folder([](Folder& folder) -> Task<void> {
        const Fd file = co_await folder.temporary();
        EXPECT_EQ(::write(file.number(), "x", 1), 1);
        EXPECT_TRUE((co_await folder.list()).empty());
    });
}
