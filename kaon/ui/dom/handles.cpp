// Free runs are kept by their length; most views take few handles.
#include "kaon/ui/dom/handles.hpp"

#include <bit>
#include <utility>

#include "kaon/ui/dom/buffer.hpp"
#include "kaon/ui/dom/stack.hpp"

namespace kaon::inline v0::dom {

namespace {

constexpr std::uint32_t lengths = 32;  // longer runs are rounded up to a power of two

constexpr std::uint32_t rounded(std::uint32_t count) { return count < lengths ? count : std::bit_ceil(count); }
constexpr std::uint32_t list_of(std::uint32_t count) {
    return count < lengths ? count : lengths + static_cast<std::uint32_t>(std::bit_width(count));
}

// For each handle: the instance whose handles begin there; of a free run the next one of its length, twice and odd.
constinit thread_local Stack<std::uintptr_t> entries{};
constinit thread_local std::uint32_t free_runs[lengths + 33]{};

}  // namespace

std::uint32_t take_handles(std::uint32_t count) {
    if (!entries.size()) entries.push(0);
    count = rounded(count);
    std::uint32_t& run = free_runs[list_of(count)];
    if (run) return std::exchange(run, static_cast<std::uint32_t>(entries[run] >> 1));
    const std::uint32_t base = entries.size();
    for (std::uint32_t i = 0; i < count; ++i) entries.push(0);
    return base;
}

void free_handles(std::uint32_t base, std::uint32_t count) {
    buffer().put(Op::free, base, count);
    std::uint32_t& run = free_runs[list_of(rounded(count))];
    entries[base] = std::uintptr_t{run} << 1 | 1;
    run = base;
}

Instance* instance_at(std::uint32_t base) {
    const std::uintptr_t entry = base < entries.size() ? entries[base] : 0;
    return entry & 1 ? nullptr : reinterpret_cast<Instance*>(entry);
}
void set_instance(std::uint32_t base, Instance* instance) {
    entries[base] = reinterpret_cast<std::uintptr_t>(instance);
}

}  // namespace kaon::inline v0::dom
