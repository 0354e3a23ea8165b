// FileReader and FileWriter: a File from a place on, in order, as a ByteReader and a ByteWriter.
//
//   FileReader input(co_await File::open("visits.csv"));
//   LineReader lines(input);
//   while (auto line = co_await lines.next()) ...
//
//   FileWriter output(co_await File::open("upload.bin", OpenFor::writing));
//   co_await copy(peer, output);
//   co_await output.file().sync();
//
// Reading fetches 128 KiB at a time from the blocking pool and hands out pieces of it. Each write_all() is one call
// there: write large pieces. Writing does not shorten a file that was longer. Errors: those of File, Errc::cancelled; a
// read that was cancelled has taken nothing, but from what has no places (a pipe, a terminal): there the call on the
// pool goes on, and what it still reads is lost. Threads: one core's own.
#pragma once

#include "kaon/runtime/byte_stream.hpp"
#include "kaon/runtime/file.hpp"

namespace kaon::inline v0::runtime {

class FileReader final : public ByteReader {
public:
    explicit FileReader(File file, std::uint64_t from = 0) : file_(std::move(file)), at_(from) {}

    Task<std::size_t> read(char* buffer, std::size_t size) override;
    // Of the byte that read() gives next.
    std::uint64_t place() const { return at_ - (held_.size() - begin_); }
    File& file() { return file_; }

private:
    File file_;
    std::uint64_t at_;  // what is fetched next
    std::string held_;
    std::size_t begin_ = 0;
};

class FileWriter final : public ByteWriter {
public:
    explicit FileWriter(File file, std::uint64_t from = 0) : file_(std::move(file)), at_(from) {}

    Task<void> write_all(std::string_view bytes) override;
    // Behind what was written.
    std::uint64_t place() const { return at_; }
    File& file() { return file_; }

private:
    File file_;
    std::uint64_t at_;
};

}  // namespace kaon::inline v0::runtime
