// The batch under construction: operations, their text, and the names a page knows.
#pragma once

#include <cstdint>
#include <string_view>

#include "kaon/ui/dom/ops.hpp"

namespace kaon::inline v0::dom {

// Where text lies in the batch, in UTF-16 units.
struct TextAt {
    std::uint32_t offset, length;
};

class Buffer {
public:
    // Room for words at the end; the pointer is good until more room is asked for.
    std::uint32_t* room(std::uint32_t count);
    std::uint32_t size() const { return size_; }
    std::uint32_t& operator[](std::uint32_t index) { return words_[index]; }

    template <class... Words>
    void put(Op op, Words... words) {
        std::uint32_t* at = room(1 + sizeof...(words));
        *at++ = static_cast<std::uint32_t>(op);
        ((*at++ = static_cast<std::uint32_t>(words)), ...);
    }
    void put_text(Op op, std::uint32_t handle, std::string_view text) {
        const TextAt at = add(text);
        put(op, handle, at.offset, at.length);
    }
    // Copies the text; broken UTF-8 and NUL become U+FFFD.
    TextAt add(std::string_view text);
    // An integer's digits.
    TextAt add_number(std::uint64_t magnitude, bool negative);
    // A number for a name that the page will know from now on: for templates, which are few.
    std::uint32_t new_name() { return ++last_name_; }
    // One that is good until the next passing name.
    std::uint32_t passing_name(std::string_view text) {
        put_text(Op::name, 0, text);
        return 0;
    }

    // Large enough to be handed over before the turn ends, between two operations: a long list is applied in pieces
    // that the processor's caches hold.
    bool is_large() const { return size_ > 2048; }
    // Hands what there is to the page and starts anew.
    void flush();
    // For another page: what was meant for the one before is dropped, and it knows no names.
    void start_anew() { size_ = bytes_ = units_ = last_name_ = 0; }

private:
    void grow_text(std::uint32_t more);
    std::uint32_t add_checked(std::string_view text);

    std::uint32_t* words_ = nullptr;
    std::uint32_t size_ = 0, capacity_ = 0;
    char* text_ = nullptr;
    std::uint32_t bytes_ = 0, text_capacity_ = 0, units_ = 0;
    std::uint32_t last_name_ = 0;
};

// This thread's.
Buffer& buffer();

}  // namespace kaon::inline v0::dom
