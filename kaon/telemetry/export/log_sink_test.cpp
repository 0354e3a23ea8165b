// LogSink over a real pipe and a real file: whole lines, many threads, a reader that does not read.
#include <fstream>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "kaon/base/threads_test.hpp"
#include "kaon/telemetry/export/log_file.hpp"
#include "kaon/telemetry/export/log_sink.hpp"
#include "kaon/telemetry/log.hpp"

using namespace kaon::telemetry;
using namespace kaon::literals;

namespace {
constexpr Log app_log("app");

struct Pipe {
    int ends[2];
    Pipe() { EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0); }
    ~Pipe() {
        close(ends[0]);
        close(ends[1]);
    }
    // Everything that is in it now.
    std::string drain() const {
        fcntl(ends[0], F_SETFL, O_NONBLOCK);
        std::string text;
        char chunk[65536];
        for (ssize_t n; (n = read(ends[0], chunk, sizeof chunk)) > 0;) text.append(chunk, static_cast<std::size_t>(n));
        fcntl(ends[0], F_SETFL, 0);
        return text;
    }
};

std::size_t count_of(const std::string& text, std::string_view part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
    return count;
}
}  // namespace

TEST(log_sink, lines_of_many_threads_stay_whole_and_in_each_threads_order) {
    char path[] = "/tmp/kaon_log_XXXXXX";
    close(mkstemp(path));
    {
        auto file = LogFile::open(path);
        ASSERT_TRUE(file);
        LogSink sink({.format = Format::json, .fd = file->fd(), .buffer_bytes = 8 << 20, .flush_every = 1ms});
        const auto installed = install(sink, Level::info);
        kaon::on_threads(4, [](int t) {
            for (int i = 0; i < 2000; ++i) app_log.info("tick", {{"thread", t}, {"i", i}});
        });
        EXPECT_EQ(sink.lost(), 0u);
    }
    std::ifstream in(path);
    int next[4] = {}, thread = 0, i = 0, lines = 0;
    for (std::string line; std::getline(in, line); ++lines) {
        const auto at = line.find("\"fields\":{");
        ASSERT_NE(at, std::string::npos) << line;
        ASSERT_EQ(std::sscanf(line.c_str() + at, "\"fields\":{\"thread\":%d,\"i\":%d}}", &thread, &i), 2) << line;
        EXPECT_EQ(i, next[thread]++);
    }
    EXPECT_EQ(lines, 8000);
    unlink(path);
}

TEST(log_sink, drops_counts_and_reports_when_the_reader_is_too_slow) {
    Pipe pipe;
    LogSink sink({.fd = pipe.ends[1], .buffer_bytes = 64 * 1024, .flush_every = 1ms});
    const auto installed = install(sink, Level::info);
    const std::string filler(500, 'x');
    for (int i = 0; i < 1000; ++i) app_log.info("full", {{"filler", filler}});  // the pipe takes 64 kB, the buffers 128
    EXPECT_GT(sink.lost(), 0u);
    std::string text;
    const auto all_told = [&] { return count_of(text, "INFO app: full") + sink.lost() == 1000u; };
    for (int i = 0; i < 5000 && !(all_told() && text.find("were lost") != text.npos); ++i) {  // now somebody reads
        text += pipe.drain();
        usleep(1000);
    }
    EXPECT_NE(text.find("WARN telemetry: log lines were lost: the reader is too slow lines="), std::string::npos);
    EXPECT_TRUE(all_told());
}

TEST(log_sink, errors_do_not_wait_for_the_batch) {
    Pipe pipe;
    LogSink sink({.fd = pipe.ends[1], .flush_every = 3600s});
    const auto installed = install(sink, Level::info);
    app_log.info("patient");
    EXPECT_EQ(pipe.drain(), "");
    app_log.error("urgent");
    char chunk[4096];
    const ssize_t n = read(pipe.ends[0], chunk, sizeof chunk);  // blocks until it is there
    const std::string text(chunk, static_cast<std::size_t>(n > 0 ? n : 0));
    EXPECT_NE(text.find("patient"), std::string::npos);
    EXPECT_NE(text.find("ERROR app: urgent"), std::string::npos);
}

TEST(log_sink, flush_returns_when_the_lines_are_out) {
    Pipe pipe;
    LogSink sink({.fd = pipe.ends[1], .flush_every = 3600s});
    const auto installed = install(sink, Level::info);
    for (int i = 0; i < 50; ++i) {
        app_log.info("round", {{"i", i}});
        sink.flush();
        EXPECT_EQ(count_of(pipe.drain(), "round i=" + std::to_string(i) + "\n"), 1u);
    }
}

TEST(log_sink, a_closed_reader_is_no_signal_and_no_end) {
    Pipe pipe;
    close(pipe.ends[0]);
    LogSink sink({.fd = pipe.ends[1], .flush_every = 1ms});
    const auto installed = install(sink, Level::info);
    app_log.info("into the void");
    sink.flush();
    EXPECT_EQ(sink.lost(), 1u);
    pipe.ends[0] = dup(pipe.ends[1]);
}
