// Free runs are kept by their length; most views take few handles.
#include "kaon/ui/dom/handles.hpp"

#include "kaon/ui/dom/buffer.hpp"
#include "kaon/ui/dom/stack.hpp"

namespace kaon::dom {

namespace {

constexpr std::uint32_t lengths = 32;  // longer runs are not used again

// For each handle: the instance whose handles begin there; of a free run the next one of its length, twice and odd.
constinit thread_local Stack<std::uintptr_t> entries{};
constinit thread_local std::uint32_t free_runs[lengths]{};

}  // namespace

std::uint32_t take_handles(std::uint32_t count) {
    if (!entries.size()) entries.push(0);
    if (count < lengths) {
        if (const std::uint32_t base = free_runs[count]) {
            free_runs[count] = static_cast<std::uint32_t>(entries[base] >> 1);
            return base;
        }
    }
    const std::uint32_t base = entries.size();
    for (std::uint32_t i = 0; i < count; ++i) entries.push(0);
    return base;
}

void free_handles(std::uint32_t base, std::uint32_t count) {
    if (!count) return;
    buffer().put(Op::free, base, count);
    const std::uint32_t length = count < lengths ? count : 0;  // the list of none is not taken from
    entries[base] = std::uintptr_t{free_runs[length]} << 1 | 1;
    free_runs[length] = base;
}

Instance* instance_at(std::uint32_t base) {
    const std::uintptr_t entry = base < entries.size() ? entries[base] : 0;
    return entry & 1 ? nullptr : reinterpret_cast<Instance*>(entry);
}
void set_instance(std::uint32_t base, Instance* instance) {
    entries[base] = reinterpret_cast<std::uintptr_t>(instance);
}

void forget_handles() {
    for (std::uint32_t& run : free_runs) run = 0;
    entries.release();
}

}  // namespace kaon::dom
