// Files: replaced as a whole, written in places, read with a limit, also where there is no size.
#include <string>
#include <thread>

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kaon/runtime/file.hpp"
#include "kaon/runtime/runtime.hpp"

using namespace kaon;
using namespace kaon::runtime;

namespace {

template <class T>
Result<T> run_alone(Task<T> task) {
    return Runtime({.cores = 1}).run(std::move(task));
}

// A folder that is removed with the files named in it.
struct Folder {
    std::string path = "/tmp/kaon_file_XXXXXX";
    Folder() { EXPECT_NE(::mkdtemp(path.data()), nullptr); }
    ~Folder() {
        for (const char* name : {"/a", "/a.new"}) ::unlink((path + name).c_str());
        ::rmdir(path.c_str());
    }
    bool has(const char* name) const { return ::access((path + name).c_str(), F_OK) == 0; }
};

}  // namespace

TEST(file, is_replaced_read_and_limited) {
    Runtime runtime({.cores = 1});
    const std::string path = "/tmp/kaon_file_" + std::to_string(getpid());
    auto program = [&]() -> Task<std::string> {
        co_await write_file(path, "hello");
        File file = co_await File::open(path);
        EXPECT_EQ(co_await file.size(), 5u);
        EXPECT_EQ(co_await file.read_at(1, 100), "ello");
        EXPECT_TRUE((co_await attempt(read_file(path, 4))).error().is(Errc::too_large));
        EXPECT_TRUE((co_await attempt(read_file(path + ".no", 4))).error().is(Errc::not_found));
        co_return co_await read_file(path, 5);
    };
    EXPECT_EQ(runtime.run(program()).value(), "hello");
    ::unlink(path.c_str());
}

TEST(file, without_places_is_read_in_order) {
    const auto with_pipe = [](std::string_view text, auto use) {
        int pipe[2];
        ASSERT_EQ(::pipe(pipe), 0);
        std::thread writer([&] {
            EXPECT_EQ(::write(pipe[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
            ::close(pipe[1]);
        });
        EXPECT_TRUE(run_alone(use("/dev/fd/" + std::to_string(pipe[0]))).has_value());
        writer.join();
        ::close(pipe[0]);
    };
    with_pipe("hello", [](std::string path) -> Task<void> {
        File file = co_await File::open(path);
        EXPECT_EQ(co_await file.read_at(0, 2), "he");
        EXPECT_EQ(co_await file.read_at(2, 100), "llo");
    });
    const std::string large(100'000, 'x');
    with_pipe(large, [&](std::string path) -> Task<void> { EXPECT_EQ(co_await read_file(path, UINT64_MAX), large); });
    with_pipe("hello", [](std::string path) -> Task<void> { EXPECT_EQ(co_await read_file(path, 5), "hello"); });
    with_pipe("hello", [](std::string path) -> Task<void> {
        EXPECT_TRUE((co_await attempt(read_file(path, 4))).error().is(Errc::too_large));
    });
    // A file whose size is said to be 0.
    EXPECT_NE(run_alone(read_file("/proc/self/status", 1 << 20)).value().find("Pid:"), std::string::npos);
}

TEST(file, errors_name_the_path_that_was_given) {
    EXPECT_EQ(run_alone(read_file("/", 1 << 20)).error().detail(), "/: Is a directory");
    const auto piece = []() -> Task<std::string> {
        File file = co_await File::open("/");
        co_return co_await file.read_at(0, 1);
    };
    EXPECT_EQ(run_alone(piece()).error().detail(), "/: Is a directory");
    EXPECT_EQ(run_alone(write_file("/nodir/x", "")).error().detail(), "/nodir/x: No such file or directory");
}

TEST(file, is_written_in_places_and_appended_to) {
    const Folder folder;
    const auto program = [](std::string path) -> Task<std::string> {
        File placed = co_await File::open(path, OpenFor::writing);
        co_await placed.write_at(3, "def");
        co_await placed.write_at(0, "abc");
        co_await placed.sync();
        EXPECT_EQ(co_await placed.read_at(0, 100), "abcdef");
        File appended = co_await File::open(path, OpenFor::appending);
        co_await appended.write_at(0, "ghi");
        co_return co_await read_file(path, 100);
    };
    EXPECT_EQ(run_alone(program(folder.path + "/a")).value(), "abcdefghi");
}

TEST(file, that_cannot_be_replaced_leaves_nothing_beside_it) {
    const Folder folder;
    ASSERT_EQ(::mkdir((folder.path + "/a").c_str(), 0700), 0);
    EXPECT_FALSE(run_alone(write_file(folder.path + "/a", "text")));
    EXPECT_FALSE(folder.has("/a.new"));
    ::rmdir((folder.path + "/a").c_str());
}
