// LineWriter: whole lines to a descriptor, from many threads, without making them wait for it.
//
//   LineWriter writer(STDERR_FILENO, {});
//   writer.write("started\n");
//
// write() copies the line into a buffer under a short lock; a thread of its own writes the buffer out every few
// milliseconds, in one system call. When the descriptor is slower than the program and the buffer is full, lines are
// dropped, counted, and reported in the output by a line of `lost_line` as soon as there is room.
// Threads: write() and flush() from any. Lifetime: the destructor writes what is left. Memory: twice `buffer_bytes`,
// touched only as far as it was needed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "kaon/base/atomic.hpp"
#include "kaon/base/duration.hpp"
#include "kaon/base/mutex.hpp"
#include "kaon/telemetry/export/line.hpp"

namespace kaon::inline v0::telemetry {

struct LineWriterOptions {
    std::size_t buffer_bytes = 512 * 1024;
    Duration flush_every = Duration::milliseconds(10);
    void (*lost_line)(Line& line, std::uint64_t lost) = nullptr;  // null: nothing is reported
};

enum class Urgency : std::uint8_t { batched, at_once };

class LineWriter {
public:
    LineWriter(int fd, const LineWriterOptions& options);
    LineWriter(const LineWriter&) = delete;
    LineWriter& operator=(const LineWriter&) = delete;
    ~LineWriter();

    void write(std::string_view line, Urgency urgency = Urgency::batched);
    // Returns when every line written before is out, or was lost.
    void flush();
    std::uint64_t lost() const { return lost_.load(); }

private:
    struct Buffer {
        char* chars = nullptr;
        std::size_t size = 0;
        std::uint64_t batch = 1;  // the number of the batch that is being filled
    };

    void run();
    void write_batch();
    bool write_out(std::string_view text);
    void report_losses();

    const int fd_;
    const LineWriterOptions options_;
    Mutex<Buffer> filling_;
    char* writing_ = nullptr;         // the writing thread's own
    std::uint64_t reported_ = 0;      // its own too
    Atomic<std::uint64_t> lost_;
    std::uint32_t pending_ = 0;       // futex: there is something to write, or it is time to stop
    std::uint32_t hurry_ = 0;         // futex: do not wait for more
    std::uint32_t written_ = 0;       // futex: counts batches that are out
    unsigned long thread_ = 0;
};

}  // namespace kaon::inline v0::telemetry
