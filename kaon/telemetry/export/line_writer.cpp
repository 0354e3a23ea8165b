// The buffer, the thread and the system calls of LineWriter.
#include "kaon/telemetry/export/line_writer.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include "kaon/base/futex.hpp"

namespace kaon::inline v0::telemetry {

namespace {
// How the threads keep from missing each other: whoever adds a line does so before raising `pending_`; the writing
// thread lowers `pending_` before it takes the lines, so a line that it misses has raised the word again. To stop,
// `pending_` becomes `stop` before `hurry_` is raised, so the thread that waits on `hurry_` wakes and the one that does
// not sees it.
constexpr std::uint32_t stop = 2;

std::uint32_t load(const std::uint32_t& word) { return __atomic_load_n(&word, __ATOMIC_SEQ_CST); }
std::uint32_t lower(std::uint32_t& word) { return __atomic_exchange_n(&word, 0, __ATOMIC_SEQ_CST); }

// One system call for the first who raises.
void raise(std::uint32_t& word, std::uint32_t value = 1) {
    if (__atomic_exchange_n(&word, value, __ATOMIC_SEQ_CST) == 0) kaon::detail::futex_wake(word, 1);
}
}  // namespace

LineWriter::LineWriter(int fd, const LineWriterOptions& options) : fd_(fd), options_(options) {
    writing_ = static_cast<char*>(std::malloc(options_.buffer_bytes));
    filling_.lock()->chars = static_cast<char*>(std::malloc(options_.buffer_bytes));
    // The thread takes no signals: handlers run where the program expects them, and a closed pipe is an error code.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const auto body = [](void* self) -> void* {
        static_cast<LineWriter*>(self)->run();
        return nullptr;
    };
    if (pthread_create(&thread_, nullptr, body, this) != 0) std::abort();
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

LineWriter::~LineWriter() {
    raise(pending_, stop);
    raise(hurry_);
    pthread_join(thread_, nullptr);
    std::free(writing_);
    std::free(filling_.lock()->chars);
}

void LineWriter::write(std::string_view line, Urgency urgency) {
    const bool kept = filling_.with([&](Buffer& buffer) {
        if (options_.buffer_bytes - buffer.size < line.size()) return false;
        std::memcpy(buffer.chars + buffer.size, line.data(), line.size());
        buffer.size += line.size();
        return true;
    });
    if (!kept) lost_.add_relaxed(1);
    if (urgency == Urgency::at_once) raise(hurry_);
    if (load(pending_) == 0) raise(pending_);
}

void LineWriter::flush() {
    const auto batch = static_cast<std::uint32_t>(filling_.lock()->batch);
    raise(hurry_);
    raise(pending_);
    for (;;) {
        const std::uint32_t written = load(written_);
        if (static_cast<std::int32_t>(written - batch) >= 0) return;
        // Both may have been lowered by a batch that began before this call: ask again.
        kaon::detail::futex_wait(written_, written, Duration::milliseconds(5));
        raise(hurry_);
        raise(pending_);
    }
}

void LineWriter::run() {
    pthread_setname_np(pthread_self(), "kaon-log");
    for (;;) {
        while (load(pending_) == 0) kaon::detail::futex_wait(pending_, 0);
        if (load(pending_) != stop && load(hurry_) == 0) kaon::detail::futex_wait(hurry_, 0, options_.flush_every);
        lower(hurry_);
        const bool last = lower(pending_) == stop;
        write_batch();
        if (last) return;
    }
}

void LineWriter::write_batch() {
    std::string_view text;
    const std::uint64_t batch = filling_.with([&](Buffer& buffer) {
        std::swap(buffer.chars, writing_);
        text = {writing_, buffer.size};
        buffer.size = 0;
        return buffer.batch++;
    });
    if (!write_out(text)) {
        std::uint64_t lines = 0;
        for (char c : text) lines += c == '\n';
        lost_.add_relaxed(lines);
    }
    report_losses();
    __atomic_store_n(&written_, static_cast<std::uint32_t>(batch), __ATOMIC_SEQ_CST);
    kaon::detail::futex_wake_all(written_);
}

void LineWriter::report_losses() {
    const std::uint64_t lost = lost_.load();
    if (lost == reported_ || !options_.lost_line) return;
    Line line;
    options_.lost_line(line, lost - reported_);
    if (write_out(line.view())) reported_ = lost;
}

bool LineWriter::write_out(std::string_view text) {
    while (!text.empty()) {
        const ssize_t count = ::write(fd_, text.data(), text.size());
        if (count > 0) {
            text.remove_prefix(static_cast<std::size_t>(count));
        } else if (errno == EAGAIN) {  // somebody made the descriptor non-blocking
            pollfd ready{fd_, POLLOUT, 0};
            poll(&ready, 1, 100);
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

}  // namespace kaon::inline v0::telemetry
