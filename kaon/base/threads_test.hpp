// on_threads(): one function on several threads at once, until all of them have ended; for tests.
//
//   on_threads(4, [&](int id) { list.lock()->push_back(id); });
//
// Threads: f is called by all of them at once, each with its number.
#pragma once

#include <thread>
#include <vector>

#include "kaon/base/config.hpp"

namespace kaon::inline v0 {

template <class F>
void on_threads(int count, F f) {
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i) threads.emplace_back([&f, i] { f(i); });
    for (auto& thread : threads) thread.join();
}

}  // namespace kaon::inline v0
