// Handles: which slots of the page's node table are in use, and whose they are.
#pragma once

#include <cstdint>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::dom {

struct Instance;

// A run of handles, from the first; 0 is never given out.
std::uint32_t take_handles(std::uint32_t count);
// Gives them back, at least one, and tells the page. Others may get them at once: operations are applied in order.
void free_handles(std::uint32_t base, std::uint32_t count);
// Whose handles begin at `base`; null: nobody's.
Instance* instance_at(std::uint32_t base);
void set_instance(std::uint32_t base, Instance* instance);

}  // namespace kaon::inline v0::dom
