// Free runs are kept by their length; most views take few handles.
#include "kaon/ui/dom/handles.hpp"

#include "kaon/ui/dom/buffer.hpp"
#include "kaon/ui/dom/stack.hpp"

namespace kaon::dom {

namespace {

constexpr std::uint32_t lengths = 32;  // longer runs are not used again
constinit thread_local Stack<std::uint32_t> free_runs[lengths]{};
constinit thread_local Stack<Instance*> owners{};
constinit thread_local std::uint32_t next = 1;

}  // namespace

std::uint32_t take_handles(std::uint32_t count) {
    if (count < lengths && free_runs[count].size()) {
        Stack<std::uint32_t>& runs = free_runs[count];
        const std::uint32_t base = runs[runs.size() - 1];
        runs.cut(runs.size() - 1);
        return base;
    }
    const std::uint32_t base = next;
    next += count;
    while (owners.size() < next) owners.push(nullptr);
    return base;
}

void free_handles(std::uint32_t base, std::uint32_t count) {
    if (!count) return;
    buffer().put(Op::free, base, count);
    owners[base] = nullptr;
    if (count < lengths) free_runs[count].push(base);
}

Instance* instance_at(std::uint32_t base) { return base < owners.size() ? owners[base] : nullptr; }
void set_instance(std::uint32_t base, Instance* instance) { owners[base] = instance; }

void forget_handles() {
    for (Stack<std::uint32_t>& runs : free_runs) runs.release();
    owners.release();
    next = 1;
}

}  // namespace kaon::dom
