// Copies arguments into one block: the values first, then their text and bytes.
#include "kaon/sql/value.hpp"

#include <cstring>

namespace kaon::inline v0::detail {

Params::Params(const Value* values, std::size_t count) : count_(count) {
    if (count == 0) return;
    auto owns_range = [](const Value& v) { return v.kind == Value::text || v.kind == Value::bytes; };
    std::size_t size = count * sizeof(Value);
    for (std::size_t i = 0; i < count; ++i) {
        if (owns_range(values[i])) size += values[i].range.size;
    }
    block_ = std::make_unique_for_overwrite<std::byte[]>(size);
    auto* slots = reinterpret_cast<Value*>(block_.get());
    auto* end = reinterpret_cast<char*>(slots + count);
    for (std::size_t i = 0; i < count; ++i) {
        Value* slot = new (slots + i) Value(values[i]);
        if (!owns_range(values[i])) continue;
        if (values[i].range.size) std::memcpy(end, values[i].range.data, values[i].range.size);
        slot->range.data = end;
        end += values[i].range.size;
    }
}

}  // namespace kaon::inline v0::detail
