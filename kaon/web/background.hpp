// AtRestart: what becomes of an application's background Tasks while a new process takes the place of the old one.
//
//   background(send_newsletter, AtRestart::one_by_one)
//
// Threads: a value.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "kaon/coro/task.hpp"

namespace kaon::inline v0 {

// one_by_one: ends in the old process before it begins in the new one.
enum class AtRestart : std::uint8_t { side_by_side, one_by_one };

namespace web {

struct BackgroundTasks {
    using List = std::vector<std::function<Task<void>()>>;

    List& of(AtRestart which) { return which == AtRestart::one_by_one ? one_by_one : side_by_side; }
    const List& of(AtRestart which) const { return which == AtRestart::one_by_one ? one_by_one : side_by_side; }

    List side_by_side{};
    List one_by_one{};
};

}  // namespace web

}  // namespace kaon::inline v0
