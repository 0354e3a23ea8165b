// Files that are in memory, and files that are made to leave it.
#include <string>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "kaon/base/fd.hpp"
#include "kaon/runtime/page_cache.hpp"

using namespace kaon;
using namespace kaon::runtime;

namespace {

constexpr std::uint64_t size = 4 * 1024 * 1024;

// Nameless, in the build folder: /tmp may be memory, from which nothing leaves.
Fd large_file() {
    Fd file(::open(".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
    const std::string content(size, 'x');
    EXPECT_EQ(::write(file.number(), content.data(), content.size()), static_cast<ssize_t>(size));
    EXPECT_EQ(::fsync(file.number()), 0);
    return file;
}

bool may_leave_memory(const Fd& file) {
    struct statfs about;
    return ::fstatfs(file.number(), &about) == 0 && about.f_type == 0xEF53;  // ext4, which can tell
}

}  // namespace

TEST(page_cache, knows_what_has_left_memory_and_brings_it_back) {
    const Fd file = large_file();
    EXPECT_TRUE(is_in_memory(file.number(), 0, size));
    if (!may_leave_memory(file)) GTEST_SKIP() << "the build folder's file system keeps files in memory";
    ::posix_fadvise(file.number(), size / 2, size / 2, POSIX_FADV_DONTNEED);
    EXPECT_TRUE(is_in_memory(file.number(), 0, size / 4));
    EXPECT_FALSE(is_in_memory(file.number(), 0, size));
    EXPECT_TRUE(is_in_memory(file.number(), size / 2 - 16 * 1024, 16 * 1024));
    EXPECT_FALSE(is_in_memory(file.number(), size / 2 - 16 * 1024, 24 * 1024)) << "its last page";
    EXPECT_TRUE(bring_into_memory(file.number(), 0, size));
    EXPECT_TRUE(is_in_memory(file.number(), 0, size));
}

TEST(page_cache, has_nothing_to_wait_for_behind_the_end_or_without_a_file) {
    const Fd file = large_file();
    EXPECT_TRUE(is_in_memory(file.number(), 0, 0));
    EXPECT_TRUE(is_in_memory(file.number(), 2 * size, 100));
    EXPECT_TRUE(bring_into_memory(file.number(), size - 10, 1000));
    EXPECT_FALSE(bring_into_memory(-1, 0, 10));
}
