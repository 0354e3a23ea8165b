// Filling the batch. Text is counted in UTF-16 units while it is copied, because the page cuts the decoded string.
#include "kaon/ui/dom/buffer.hpp"

#include <cstdlib>
#include <cstring>
#include <utility>

#include "kaon/base/utf8.hpp"
#include "kaon/ui/dom/host.hpp"

namespace kaon::inline v0::dom {

namespace {

template <class T>
T* grown(T* old, std::uint32_t capacity) {
    void* room = std::realloc(static_cast<void*>(old), capacity * sizeof(T));
    if (!room) std::abort();
    return static_cast<T*>(room);
}

// Whether every byte stands for itself: ASCII, and no NUL, which a parser would not let through either.
bool is_plain(std::string_view text) {
    std::size_t i = 0;
    for (; i + 8 <= text.size(); i += 8) {
        std::uint64_t eight;
        std::memcpy(&eight, text.data() + i, 8);
        if ((eight | (eight - 0x0101010101010101)) & 0x8080808080808080) return false;
    }
    for (; i < text.size(); ++i) {
        if ((text[i] & 0x80) || !text[i]) return false;
    }
    return true;
}

constinit thread_local Buffer the_buffer{};

}  // namespace

Buffer& buffer() { return the_buffer; }

std::uint32_t* Buffer::room(std::uint32_t count) {
    if (size_ + count > capacity_) [[unlikely]] {
        capacity_ = (size_ + count) * 2 + 256;
        words_ = grown(words_, capacity_);
    }
    std::uint32_t* at = words_ + size_;
    size_ += count;
    return at;
}

void Buffer::grow_text(std::uint32_t more) {
    if (bytes_ + more <= text_capacity_) return;
    text_capacity_ = (bytes_ + more) * 2 + 1024;
    text_ = grown(text_, text_capacity_);
}

TextAt Buffer::add(std::string_view text) {
    const TextAt at{units_, static_cast<std::uint32_t>(text.size())};
    if (!is_plain(text)) [[unlikely]]
        return {at.offset, add_checked(text)};
    grow_text(at.length);
    if (at.length) std::memcpy(text_ + bytes_, text.data(), at.length);
    bytes_ += at.length;
    units_ += at.length;
    return at;
}

std::uint32_t Buffer::add_checked(std::string_view text) {
    grow_text(static_cast<std::uint32_t>(text.size()) * 3);
    char* to = text_ + bytes_;
    std::uint32_t units = 0;
    while (!text.empty()) {
        const std::size_t length = text[0] ? code_point_length(text) : 0;
        std::memcpy(to, length ? text.data() : "\xEF\xBF\xBD", length ? length : 3);
        to += length ? length : 3;
        units += length == 4 ? 2 : 1;  // two surrogates
        text.remove_prefix(length ? length : 1);
    }
    bytes_ = static_cast<std::uint32_t>(to - text_);
    units_ += units;
    return units;
}

TextAt Buffer::add_number(std::uint64_t magnitude, bool negative) {
    char digits[21];
    std::uint32_t at = sizeof digits;
    do digits[--at] = static_cast<char>('0' + magnitude % 10);
    while (magnitude /= 10);
    if (negative) digits[--at] = '-';
    return add({digits + at, sizeof digits - at});
}

void Buffer::flush() {
    if (!size_) return;
    // Emptied first: what the page calls at the end of a batch (focus) may be heard, and what is heard begins a batch.
    const std::uint32_t words = std::exchange(size_, 0), bytes = std::exchange(bytes_, 0);
    units_ = 0;
    if (Host* host = current_host()) host->apply(words_, words, {text_, bytes});
}

}  // namespace kaon::inline v0::dom
