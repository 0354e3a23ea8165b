// Look-ups over the tables, and integers of any width behind a pointer.
#include "kaon/reflect/type_info.hpp"

#include <cstring>

namespace kaon::inline v0::reflect {

const Field* ObjectInfo::find(std::string_view key) const {
    for (const Field& f : fields()) {
        if (f.key == key) return &f;
    }
    return nullptr;
}

const EnumEntry* EnumInfo::by_name(std::string_view name) const {
    for (std::size_t i = 0; i < count; ++i) {
        if (entries[i].name == name) return &entries[i];
    }
    return nullptr;
}

const EnumEntry* EnumInfo::by_value(std::int64_t value) const {
    for (std::size_t i = 0; i < count; ++i) {
        if (entries[i].value == value) return &entries[i];
    }
    return nullptr;
}

namespace {
template <class I>
I load(const void* value) {
    I i;
    std::memcpy(&i, value, sizeof i);
    return i;
}
}  // namespace

std::int64_t load_signed(const void* value, std::uint32_t size) {
    switch (size) {
        case 1: return load<std::int8_t>(value);
        case 2: return load<std::int16_t>(value);
        case 4: return load<std::int32_t>(value);
        default: return load<std::int64_t>(value);
    }
}

std::uint64_t load_unsigned(const void* value, std::uint32_t size) {
    switch (size) {
        case 1: return load<std::uint8_t>(value);
        case 2: return load<std::uint16_t>(value);
        case 4: return load<std::uint32_t>(value);
        default: return load<std::uint64_t>(value);
    }
}

void store_integer(void* value, std::uint32_t size, std::uint64_t bits) {
    switch (size) {
        case 1: {
            const auto i = static_cast<std::uint8_t>(bits);
            std::memcpy(value, &i, 1);
            break;
        }
        case 2: {
            const auto i = static_cast<std::uint16_t>(bits);
            std::memcpy(value, &i, 2);
            break;
        }
        case 4: {
            const auto i = static_cast<std::uint32_t>(bits);
            std::memcpy(value, &i, 4);
            break;
        }
        default: std::memcpy(value, &bits, 8);
    }
}

const EnumEntry* find_entry(const TypeInfo& info, const void* value) {
    const std::int64_t as_signed = load_signed(value, info.size);
    if (const EnumEntry* e = info.enumeration->by_value(as_signed)) return e;
    // An unsigned enum below 64 bits counts upwards only; the same bits read so.
    return info.enumeration->by_value(static_cast<std::int64_t>(load_unsigned(value, info.size)));
}

}  // namespace kaon::inline v0::reflect
