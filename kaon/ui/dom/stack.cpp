// The growth of all stacks.
#include "kaon/ui/dom/stack.hpp"

#include <cstdlib>

namespace kaon::inline v0::dom {

void StackBase::resize(std::uint32_t capacity, std::size_t value_size) {
    capacity_ = capacity ? capacity : capacity_ * 2 + 32;
    data_ = std::realloc(data_, capacity_ * value_size);
    if (!data_) std::abort();
}

void StackBase::release() {
    std::free(data_);
    data_ = nullptr;
    size_ = capacity_ = 0;
}

}  // namespace kaon::inline v0::dom
