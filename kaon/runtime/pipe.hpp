// PipeReader and PipeWriter: the ends of pipes, FIFOs and terminals for Tasks; StandardInput: what the program was
// given.
//
//   auto [reader, writer] = co_await pipe();
//   LineReader lines(standard_input);                // StandardInput standard_input; Ctrl-C ends the wait
//
// Writing into a pipe that nobody reads is Errc::unavailable and no SIGPIPE, whatever the program does with that
// signal. Threads: belongs to the core on which it waits first; one reader, one writer. Errors: Errc::unavailable with
// the system's words, Errc::cancelled.
#pragma once

#include <memory>
#include <utility>

#include "kaon/runtime/byte_stream.hpp"
#include "kaon/runtime/detail/pollable.hpp"

namespace kaon::inline v0::runtime {

class PipeReader final : public ByteReader {
public:
    // Makes it non-blocking.
    explicit PipeReader(Fd fd);
    Task<std::size_t> read(char* buffer, std::size_t size) override;
    int fd() const { return pipe_->fd(); }

private:
    std::unique_ptr<detail::Pollable> pipe_;
};

class PipeWriter final : public ByteWriter {
public:
    // Makes it non-blocking.
    explicit PipeWriter(Fd fd);
    Task<void> write_all(std::string_view bytes) override;
    int fd() const { return pipe_->fd(); }

private:
    std::unique_ptr<detail::Pollable> pipe_;
};

Result<std::pair<PipeReader, PipeWriter>> pipe();

// Descriptor 0, whatever it is: a terminal or a pipe is waited for, a file is read on the blocking pool. Its flags stay
// as they are, since other processes share them. Never closed.
class StandardInput final : public ByteReader {
public:
    Task<std::size_t> read(char* buffer, std::size_t size) override;
};

}  // namespace kaon::inline v0::runtime
