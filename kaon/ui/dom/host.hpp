// Host: the page that the renderer drives: a browser (kaon/browser), or the in-process page of tests (testing/).
//
// Threads: everything in kaon::dom belongs to one thread, the page's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::dom {

class Host {
public:
    // Applies a batch (ops.hpp). `text` is valid UTF-8.
    virtual void apply(const std::uint32_t* ops, std::uint32_t words, std::string_view text) = 0;
    // The content of the element with this id, in the tokens of ops.hpp; empty when there is none.
    virtual std::string snapshot(std::string_view id) = 0;

protected:
    ~Host() = default;
};

// The page of this thread from now on; null: none, operations are dropped.
void use(Host* host);
Host* current_host();

// What a handler gets with its event; ops.hpp says what the numbers are. Gives bits: 1 prevented, 2 stopped. Late
// events, of an element that is gone, do nothing. What handlers changed is in the page when it returns.
std::uint32_t dispatch(std::uint32_t base, std::uint32_t slot, int a, int b, int c, std::string_view text);

// Runs the effects that wait and hands the page what is to be done.
void flush();

}  // namespace kaon::inline v0::dom
