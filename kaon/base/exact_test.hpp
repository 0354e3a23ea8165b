// Exact: a copy of exactly the bytes, so that a sanitizer sees every read beyond them; for tests and fuzzers.
//
//   const Exact exact(text);
//   parse(exact.view());
//
// Threads: a value. Lifetime: the view is valid as long as the Exact.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0 {

class Exact {
public:
    explicit Exact(std::string_view text) : bytes_(new char[text.size()]), size_(text.size()) {
        if (size_ > 0) std::memcpy(bytes_.get(), text.data(), size_);
    }
    // What a fuzzer is given.
    Exact(const std::uint8_t* data, std::size_t size) : Exact({reinterpret_cast<const char*>(data), size}) {}

    std::string_view view() const [[clang::lifetimebound]] { return {bytes_.get(), size_}; }

private:
    std::unique_ptr<char[]> bytes_;
    std::size_t size_;
};

}  // namespace kaon::inline v0
