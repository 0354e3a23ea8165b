// The page's one component: compiled for the server, which sends it as HTML, and for the browser, where it lives.
#pragma once

#include <cstdint>

#include "kaon/ui/view.hpp"

namespace counter {

struct CounterProps {
    std::int32_t start = 0;
};

kaon::View counter(const CounterProps& props);

}  // namespace counter
