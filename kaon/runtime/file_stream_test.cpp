// Files read and written in order, by what is made for streams.
#include <string>

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "kaon/coro/group.hpp"
#include "kaon/runtime/file_stream.hpp"
#include "kaon/runtime/pipe.hpp"
#include "kaon/runtime/runtime.hpp"

using namespace kaon;
using namespace kaon::runtime;

namespace {

class file_stream : public testing::Test {
protected:
    file_stream() { EXPECT_NE(::mkdtemp(path_.data()), nullptr); }
    ~file_stream() override { EXPECT_EQ(std::system(("rm -rf " + path_).c_str()), 0); }

    template <class F>
    void run(F program) {
        const Result<> ended = Runtime({.cores = 1}).run(program());
        EXPECT_TRUE(ended) << ended.error().describe_all();
    }
    std::string in(const char* name) const { return path_ + "/" + name; }

    std::string path_ = "/tmp/kaon_stream_XXXXXX";
};

std::string numbers(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += std::to_string(i) + "\n";
    return text;
}

}  // namespace

TEST_F(file_stream, is_read_in_lines) {
    run([this]() -> Task<void> {
        co_await write_file(in("numbers"), numbers(50'000));  // several fetches
        FileReader input(co_await File::open(in("numbers")));
        LineReader lines(input);
        int expected = 0;
        while (auto line = co_await lines.next()) EXPECT_EQ(*line, std::to_string(expected++));
        EXPECT_EQ(expected, 50'000);
        EXPECT_EQ(input.place(), numbers(50'000).size());
    });
}

TEST_F(file_stream, begins_where_it_is_told_and_knows_its_place) {
    run([this]() -> Task<void> {
        co_await write_file(in("text"), "0123456789");
        FileReader input(co_await File::open(in("text")), 4);
        char two[2];
        EXPECT_EQ(co_await input.read(two, 2), 2u);
        EXPECT_EQ(std::string(two, 2), "45");
        EXPECT_EQ(input.place(), 6u);
        EXPECT_EQ(co_await read_to_end(input, 100), "6789");
        EXPECT_EQ(co_await input.read(two, 2), 0u);
        EXPECT_EQ(co_await input.read(two, 0), 0u);
    });
}

TEST_F(file_stream, is_written_from_a_pipe_and_copied_to_another_file) {
    run([this]() -> Task<void> {
        auto [reader, writer] = co_await pipe();
        FileWriter output(co_await File::open(in("one"), OpenFor::writing));
        auto feeds = [](PipeWriter to) -> Task<void> { co_await to.write_all(numbers(40'000)); };
        auto [copied, fed] = co_await when_all(copy(reader, output), feeds(std::move(writer)));
        EXPECT_EQ(copied, numbers(40'000).size());
        EXPECT_EQ(output.place(), copied);
        co_await output.file().sync();
        FileReader input(co_await File::open(in("one")));
        FileWriter second(co_await File::open(in("two"), OpenFor::appending));
        co_await second.write_all("head\n");
        co_await copy(input, second);
        EXPECT_EQ(co_await read_file(in("two"), 1'000'000), "head\n" + numbers(40'000));
    });
}

TEST_F(file_stream, says_what_the_system_says) {
    run([this]() -> Task<void> {
        FileReader folder(co_await File::open(path_));
        const Result<std::string> read = co_await attempt(read_to_end(folder, 10));
        EXPECT_TRUE(!read && read.error().detail().starts_with(path_ + ": ")) << "a folder is no file";
        FileWriter only_read(co_await File::open("/dev/null"));
        EXPECT_FALSE((co_await attempt(only_read.write_all("x"))).has_value());
        EXPECT_EQ(only_read.place(), 0u);
        FileWriter full(co_await File::open("/dev/full", OpenFor::writing));
        EXPECT_TRUE((co_await attempt(full.write_all("x"))).error().is(Errc::unavailable));
    });
}

TEST_F(file_stream, keeps_permissions_of_what_is_replaced) {
    run([this]() -> Task<void> {
        co_await write_file(in("key"), "old");
        EXPECT_EQ(::chmod(in("key").c_str(), 0600), 0);
        co_await write_file(in("key"), "new");
        struct stat about;
        EXPECT_EQ(::stat(in("key").c_str(), &about), 0);
        EXPECT_EQ(about.st_mode & 07777, 0600u);
    });
}
