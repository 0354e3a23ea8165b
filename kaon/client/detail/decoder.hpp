// Decoder: content as it was sent, gzip, br or zstd, into content as it was meant, at most a buffer at a time.
//
//   std::unique_ptr<Decoder> decoder = Decoder::for_coding("gzip");     // null for what nobody here reads
//   decoder->feed(piece);
//   while (!(out = co_await decoder->next()).empty()) use(out);          // then feed the next piece
//   co_await decoder->finish();                                          // a coding cut short is an error
//
// A small piece may hold gigabytes: nothing of it is decoded before it is asked for, so memory stays flat and the
// reader's limit counts what it gets. Errors: ClientErrc::malformed. Lifetime: a fed piece outlives what is read of it;
// an output is valid until the next call. Threads: one core's own.
#pragma once

#include <memory>
#include <string_view>

#include "kaon/base/result.hpp"

namespace kaon::inline v0::client::detail {

// What Accept-Encoding says.
inline constexpr char accepted_codings[] = "gzip, br, zstd";

class Decoder {
public:
    static constexpr std::size_t buffer_size = 64 * 1024;

    static std::unique_ptr<Decoder> for_coding(std::string_view name);
    virtual ~Decoder() = default;

    void feed(std::string_view piece) { input_ = piece; }
    // Empty: all of the piece has been used.
    Result<std::string_view> next();
    Result<> finish() const;

protected:
    enum class Step : std::uint8_t { more, needs_input, end, broken };
    // Moves on in `input`, and in `room` which it fills.
    virtual Step step(std::string_view& input, char*& room, std::size_t& size) = 0;

private:
    std::string_view input_;
    bool ended_ = false;
    bool begun_ = false;
    std::unique_ptr<char[]> buffer_;
};

}  // namespace kaon::inline v0::client::detail
