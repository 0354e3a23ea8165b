// Line: one log line while it is being written, in fixed room. The formats that fill it are in format.hpp.
//
//   Line line;
//   line.put_time(record.unix_nanoseconds);      // 2026-08-20T09:30:00.123456Z
//   line.put(' ');
//   line.put_escaped(record.message);
//   line.close("\n");
//
// A line never contains a line break or a control character from outside: those, quotes, C1 controls, line separators
// and the marks that reorder text are escaped; broken UTF-8 becomes U+FFFD. Times are RFC 3339, UTC, with microseconds.
// Limits: 8 kB a line, 2 kB a value; what does not fit is left out, and the line says so ("truncated").
// Threads: a value. Allocates nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "kaon/base/duration.hpp"
#include "kaon/base/put_text.hpp"

namespace kaon::inline v0::telemetry {

class Line {
public:
    static constexpr std::size_t capacity = 8192;
    static constexpr std::size_t longest_value = 2048;

    std::string_view view() const [[clang::lifetimebound]] { return {chars_, size_}; }
    std::size_t size() const { return size_; }

    // Appending past the end sets overflowed(); going back to an earlier size clears it.
    void put(char c) {
        if (size_ + 1 > capacity - reserve) [[unlikely]]
            overflowed_ = true;
        else chars_[size_++] = c;
    }
    void put(std::string_view text) {
        if (text.size() > capacity - reserve - size_) [[unlikely]]
            overflowed_ = true;
        else size_ = static_cast<std::size_t>(put_text(chars_ + size_, text) - chars_);
    }
    void put_integer(std::int64_t number);
    void put_natural(std::uint64_t number);
    void put_real(double number);
    void put_hex(std::uint64_t number);
    void put_milliseconds(Duration duration);
    void put_time(std::int64_t unix_nanoseconds);
    // Escaped as inside a JSON string, cut after longest_value.
    void put_escaped(std::string_view text);

    bool overflowed() const { return overflowed_; }
    void back_to(std::size_t size) {
        size_ = size;
        overflowed_ = false;
    }
    // Room that only close() may use.
    void close(std::string_view text);

private:
    static constexpr std::size_t reserve = 64;
    static constexpr std::size_t short_value = 48;

    void put_rare(std::string_view text);

    char chars_[capacity];
    std::size_t size_ = 0;
    bool overflowed_ = false;
};

}  // namespace kaon::inline v0::telemetry
