// ByteBuffer: growable bytes without zero-filling, appended at the end and consumed at the front.
//
//   char* room = buffer.prepare(4096);
//   buffer.commit(fill(room, 4096));              // as many bytes as were written there
//   buffer.consume(parse(buffer.view()));         // as many bytes as were understood
//
// Views into it are valid until the next call that is not const. Errors: std::bad_alloc. Threads: a value.
#pragma once

#include <cstddef>
#include <cstring>
#include <string_view>
#include <utility>

#include "kaon/base/config.hpp"

namespace kaon::inline v0 {

class ByteBuffer {
public:
    ByteBuffer() = default;
    ByteBuffer(ByteBuffer&& other) noexcept
        : bytes_(std::exchange(other.bytes_, nullptr)), begin_(std::exchange(other.begin_, 0)),
          end_(std::exchange(other.end_, 0)), capacity_(std::exchange(other.capacity_, 0)) {}
    ByteBuffer& operator=(ByteBuffer&& other) noexcept {
        std::swap(bytes_, other.bytes_);
        std::swap(begin_, other.begin_);
        std::swap(end_, other.end_);
        std::swap(capacity_, other.capacity_);
        return *this;
    }
    ~ByteBuffer() {
        if (bytes_) release();
    }

    std::string_view view() const [[clang::lifetimebound]] { return {bytes_ + begin_, end_ - begin_}; }
    const char* data() const [[clang::lifetimebound]] { return bytes_ + begin_; }
    std::size_t size() const { return end_ - begin_; }
    bool empty() const { return begin_ == end_; }
    std::size_t capacity() const { return capacity_; }

    // Room for `count` more bytes; what was written there counts after commit().
    char* prepare(std::size_t count) [[clang::lifetimebound]] {
        if (capacity_ - end_ < count) [[unlikely]]
            make_room(count);
        return bytes_ + end_;
    }
    std::size_t room() const { return capacity_ - end_; }
    void commit(std::size_t count) { end_ += count; }
    void append(std::string_view text) {
        if (text.empty()) return;
        std::memcpy(prepare(text.size()), text.data(), text.size());
        end_ += text.size();
    }
    void append(char c) {
        *prepare(1) = c;
        ++end_;
    }
    void consume(std::size_t count) {
        begin_ += count;
        if (begin_ == end_) begin_ = end_ = 0;
    }
    void clear() { begin_ = end_ = 0; }
    void truncate(std::size_t size) { end_ = begin_ + size; }
    // Gives the memory back.
    void release();

private:
    void make_room(std::size_t count);

    char* bytes_ = nullptr;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::size_t capacity_ = 0;
};

}  // namespace kaon::inline v0
