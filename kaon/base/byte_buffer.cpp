// Growth of ByteBuffer.
#include "kaon/base/byte_buffer.hpp"

#include <cstdint>
#include <cstdlib>
#include <new>

namespace kaon::inline v0 {

void ByteBuffer::make_room(std::size_t count) {
    const std::size_t used = end_ - begin_;
    if (begin_ > 0 && capacity_ - used >= count && begin_ >= capacity_ / 2) {
        std::memmove(bytes_, bytes_ + begin_, used);
    } else {
        std::size_t wanted = capacity_ ? capacity_ : 256;
        while (wanted - used < count) {
            if (wanted > SIZE_MAX / 4) std::abort();
            wanted *= 2;
        }
        char* grown = static_cast<char*>(::operator new(wanted));
        if (used) std::memcpy(grown, bytes_ + begin_, used);
        ::operator delete(bytes_);
        bytes_ = grown;
        capacity_ = wanted;
    }
    begin_ = 0;
    end_ = used;
}

void ByteBuffer::release() {
    ::operator delete(bytes_);
    bytes_ = nullptr;
    begin_ = end_ = capacity_ = 0;
}

}  // namespace kaon::inline v0
