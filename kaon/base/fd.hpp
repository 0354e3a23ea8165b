// Fd: owns a file descriptor and closes it.
//
//   Fd file(::open("data.bin", O_RDONLY | O_CLOEXEC));
//   if (!file) return system_error();
//   ::read(file.number(), buffer, size);
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
    // Closes it now.
    void reset();
    // Leaves the closing to the caller.
    int release() { return std::exchange(number_, -1); }

private:
    int number_ = -1;
};

}  // namespace kaon::inline v0
