// Fd: owns a file descriptor and closes it.
//
// Threads: a value; move it, do not share it.
#pragma once

#include <utility>

#include "kaon/base/config.hpp"

namespace kaon::inline v0 {

class [[nodiscard]] Fd {
public:
    Fd() = default;
    explicit Fd(int number) : number_(number) {}
    Fd(Fd&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Fd& operator=(Fd&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Fd() { reset(); }

    int number() const { return number_; }
    explicit operator bool() const { return number_ >= 0; }
    void reset();
    int release() { return std::exchange(number_, -1); }

private:
    int number_ = -1;
};

}  // namespace kaon::inline v0
