// Whole trees: removed and copied, links as links, and nothing outside of the folder is touched.
#include <string>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kaon/coro/join.hpp"
#include "kaon/runtime/file.hpp"
#include "kaon/runtime/folder.hpp"
#include "kaon/runtime/runtime.hpp"

using namespace kaon;
using namespace kaon::runtime;

namespace {

class folder_tree : public testing::Test {
protected:
    folder_tree() {
        EXPECT_NE(::mkdtemp(path_.data()), nullptr);
        EXPECT_EQ(::mkdir(in("").c_str(), 0700), 0);
        EXPECT_EQ(std::system(("echo outside > " + path_ + "/kept").c_str()), 0);
    }
    ~folder_tree() override { EXPECT_EQ(std::system(("rm -rf " + path_).c_str()), 0); }

    template <class F>
    void in_folder(F use) {
        auto program = [&]() -> Task<void> {
            Folder folder = co_await Folder::open(in(""));
            co_await use(folder);
        };
        const Result<> ended = Runtime({.cores = 1}).run(program());
        EXPECT_TRUE(ended) << ended.error().describe_all();
    }
    std::string in(const std::string& name) const { return path_ + "/in/" + name; }
    bool exists(const std::string& path) const {
        struct stat about;
        return ::lstat(path.c_str(), &about) == 0;
    }
    unsigned permissions(const std::string& path) const {
        struct stat about;
        return ::lstat(path.c_str(), &about) == 0 ? about.st_mode & 07777 : 0;
    }
    void link(const char* to, const std::string& name) { EXPECT_EQ(::symlink(to, in(name).c_str()), 0); }

    std::string path_ = "/tmp/kaon_tree_XXXXXX";
};

}  // namespace

TEST_F(folder_tree, is_removed_with_its_links_and_not_what_they_point_to) {
    in_folder([this](Folder& folder) -> Task<void> {
        co_await folder.make_folders("a/b/c");
        co_await folder.write("a/b/one.txt", "1");
        co_await folder.write("a/b/c/two.txt", "2");
        link("../../kept", "a/file");
        link("../..", "a/b/up");
        co_await folder.remove_tree("a");
        EXPECT_FALSE(exists(in("a")));
        EXPECT_TRUE(exists(path_ + "/kept"));
        // A file and a link are trees too.
        co_await folder.write("b", "");
        link("..", "c");
        co_await folder.remove_tree("b");
        co_await folder.remove_tree("c");
        EXPECT_FALSE(exists(in("b")) || exists(in("c")));
        EXPECT_TRUE(exists(path_ + "/kept"));
    });
}

TEST_F(folder_tree, that_is_not_there_or_outside_is_refused) {
    in_folder([this](Folder& folder) -> Task<void> {
        EXPECT_TRUE((co_await attempt(folder.remove_tree("none"))).error().is(Errc::not_found));
        for (const char* path : {"..", "../kept", ".", "", "/etc", "a/../.."})
            EXPECT_FALSE((co_await attempt(folder.remove_tree(path))).has_value()) << path;
        link("..", "up");
        EXPECT_TRUE((co_await attempt(folder.remove_tree("up/kept"))).error().is(Errc::forbidden));
        EXPECT_TRUE((co_await attempt(folder.copy("up/kept", "stolen"))).error().is(Errc::forbidden));
        co_await folder.write("mine", "");
        EXPECT_TRUE((co_await attempt(folder.copy("mine", "../given"))).error().is(Errc::forbidden));
        EXPECT_TRUE((co_await attempt(folder.copy("none", "x"))).error().is(Errc::not_found));
        EXPECT_TRUE(exists(path_ + "/kept"));
    });
}

TEST_F(folder_tree, is_copied_with_links_and_permissions) {
    in_folder([this](Folder& folder) -> Task<void> {
        const std::string large(300'000, 'l');
        co_await folder.make_folders("a/b");
        co_await folder.write("a/large", large);
        co_await folder.write("a/b/secret", "s");
        EXPECT_EQ(::chmod(in("a/b/secret").c_str(), 0640), 0);
        EXPECT_EQ(::chmod(in("a/b").c_str(), 0750), 0);
        link("../../kept", "a/link");
        co_await folder.copy("a", "copied");
        EXPECT_EQ(co_await folder.read("copied/large", 1'000'000), large);
        EXPECT_EQ(co_await folder.read("copied/b/secret", 10), "s");
        EXPECT_EQ(permissions(in("copied/b/secret")), 0640u);
        EXPECT_EQ(permissions(in("copied/b")), 0750u);
        EXPECT_EQ((co_await folder.facts("copied/link")).kind, FileKind::link);
        EXPECT_EQ(co_await folder.read("a/large", 1'000'000), large);
        // What is there already stays as it is.
        EXPECT_TRUE((co_await attempt(folder.copy("a/b/secret", "copied/large"))).error().is(Errc::conflict));
        EXPECT_EQ(co_await folder.read("copied/large", 1'000'000), large);
        EXPECT_TRUE((co_await attempt(folder.copy("a", "copied"))).error().is(Errc::conflict));
    });
}

TEST_F(folder_tree, cannot_be_copied_into_itself_nor_hold_what_is_no_file) {
    in_folder([this](Folder& folder) -> Task<void> {
        co_await folder.make_folders("a/b");
        EXPECT_TRUE((co_await attempt(folder.copy("a", "a/b/c"))).error().is(Errc::invalid));
        EXPECT_EQ(::mkfifo(in("fifo").c_str(), 0600), 0);
        EXPECT_TRUE((co_await attempt(folder.copy("fifo", "other"))).error().is(Errc::invalid));
        EXPECT_FALSE(exists(in("other")));
    });
}

TEST_F(folder_tree, has_a_limit_to_its_depth) {
    in_folder([](Folder& folder) -> Task<void> {
        std::string path = "0";
        for (int level = 1; level <= 200; ++level) path += "/" + std::to_string(level);
        co_await folder.make_folders(path);
        EXPECT_TRUE((co_await attempt(folder.copy("0", "copy"))).error().is(Errc::too_large));
        EXPECT_TRUE((co_await attempt(folder.remove_tree("0"))).error().is(Errc::too_large));
        co_await folder.remove_tree("0/1");  // a level less
        co_await folder.remove_tree("0");
    });
}

TEST_F(folder_tree, may_be_removed_by_two_at_once) {
    in_folder([this](Folder& folder) -> Task<void> {
        for (int round = 0; round < 5; ++round) {
            co_await folder.make_folders("a");
            for (int i = 0; i < 25; ++i) {
                const std::string below = "a/" + std::to_string(i);
                EXPECT_EQ(::mkdir(in(below).c_str(), 0700), 0);
                EXPECT_EQ(::mkdir(in(below + "/b").c_str(), 0700), 0);
                for (const char* name : {"/one", "/b/two", "/three"}) {
                    const Fd made(::open(in(below + name).c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
                    EXPECT_TRUE(made);
                }
            }
            const auto [one, other] = co_await join(folder.remove_tree("a"), folder.remove_tree("a"));
            EXPECT_FALSE(exists(in("a")));
            // Who comes last may find nothing, and has not failed in the middle of it.
            for (const Result<>* removed : {&one, &other})
                EXPECT_TRUE(*removed || removed->error().detail().starts_with("a: ")) << removed->error().detail();
        }
    });
}

// What stands in the place of the new content while it is written is nobody else's file.
TEST_F(folder_tree, has_files_that_are_written_over_nothing_of_others) {
    in_folder([this](Folder& folder) -> Task<void> {
        EXPECT_EQ(::link((path_ + "/kept").c_str(), in("mine.new").c_str()), 0);
        co_await folder.write("mine", "mine");
        EXPECT_EQ(co_await folder.read("mine", 10), "mine");
        EXPECT_EQ(co_await read_file(path_ + "/kept", 100), "outside\n");
        EXPECT_EQ(::link((path_ + "/kept").c_str(), in("mine.new").c_str()), 0);
        co_await write_file(in("mine"), "again");
        EXPECT_EQ(co_await folder.read("mine", 10), "again");
        EXPECT_EQ(co_await read_file(path_ + "/kept", 100), "outside\n");
    });
}

// A lease lasts for as long as its holder wants, up to 45 seconds (fcntl(2), F_SETLEASE).
TEST_F(folder_tree, has_files_that_others_may_hold_back_which_is_an_error_at_once) {
    in_folder([this](Folder& folder) -> Task<void> {
        co_await folder.write("leased", "x");
        const auto before = ::signal(SIGIO, SIG_IGN);  // how its holder is asked to give it up
        const Fd holder(::open(in("leased").c_str(), O_RDONLY | O_CLOEXEC));
        if (::fcntl(holder.number(), F_SETLEASE, F_WRLCK) == 0)
            EXPECT_TRUE((co_await attempt(folder.read("leased", 10))).error().is(Errc::unavailable));
        ::fcntl(holder.number(), F_SETLEASE, F_UNLCK);
        ::signal(SIGIO, before);
        EXPECT_EQ(co_await folder.read("leased", 10), "x");
    });
}

TEST_F(folder_tree, has_files_that_keep_their_permissions_when_they_are_replaced) {
    in_folder([this](Folder& folder) -> Task<void> {
        co_await folder.write("key", "old");
        EXPECT_EQ(::chmod(in("key").c_str(), 0600), 0);
        co_await folder.write("key", "new");
        EXPECT_EQ(permissions(in("key")), 0600u);
        EXPECT_EQ(co_await folder.read("key", 10), "new");
    });
}
