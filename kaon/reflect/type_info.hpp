// TypeInfo: a type as a constant table, so that one compiled reader or writer serves every struct.
//
//   const TypeInfo& info = type_info<Order>();
//   for (const Field& f : info.object->fields()) show(f.key, *f.type, f.address(&order));
//
// JSON, form decoding, SQL rows and validate() run on it. This header holds the shape of the tables and needs no
// templates from the caller; "kaon/reflect/type_of.hpp" makes them. Tables are constants: any thread, no start-up cost.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kaon/base/result.hpp"
#include "kaon/reflect/enums.hpp"
#include "kaon/reflect/rules.hpp"

namespace kaon::inline v0::reflect {

enum class Kind : std::uint8_t {
    boolean,
    int8,
    int16,
    int32,
    int64,
    uint8,
    uint16,
    uint32,
    uint64,
    float32,
    float64,
    string,  // std::string
    view,  // std::string_view: can be written, not read
    enumeration,  // TypeInfo::enumeration
    text,  // a class with from_text and to_text; TypeInfo::text
    optional,  // std::optional, std::unique_ptr; TypeInfo::optional, element
    list,  // std::vector; TypeInfo::list, element
    array,  // std::array; TypeInfo::length, element
    map,  // from std::string; TypeInfo::map, element
    object,  // a plain struct; TypeInfo::object
    opaque,  // known to one consumer only; TypeInfo::opaque
};

struct TypeInfo;

struct Field {
    std::string_view name;  // in C++
    std::string_view key;  // on the wire
    std::string_view quoted;  // ,"key": with 16 readable bytes after its end
    const TypeInfo* type = nullptr;
    std::uint32_t offset = 0;
    std::uint8_t index = 0;  // among its struct's fields
    bool required = true;  // a decoder must find it
    const FieldRule* rule = nullptr;  // null without one
    void (*reset)(void* member) = nullptr;  // back to its default; null when required

    void* address(void* object) const { return static_cast<char*>(object) + offset; }
    const void* address(const void* object) const { return static_cast<const char*>(object) + offset; }
};

struct FieldRange {
    const Field* first;
    std::size_t count;
    constexpr const Field* begin() const { return first; }
    constexpr const Field* end() const { return first + count; }
    constexpr std::size_t size() const { return count; }
    constexpr const Field& operator[](std::size_t i) const { return first[i]; }
};

// At most 64 fields, so one word can say which were seen.
struct ObjectInfo {
    const Field* first;
    std::size_t count;
    std::uint64_t required;  // bit i: fields()[i] is required
    void (*check)(const void* object, Problems&) = nullptr;  // the struct's own check(), or null

    constexpr FieldRange fields() const { return {first, count}; }
    // By wire name; null when there is none.
    const Field* find(std::string_view key) const;
};

struct EnumInfo {
    const EnumEntry* entries;
    std::size_t count;

    const EnumEntry* by_name(std::string_view name) const;
    const EnumEntry* by_value(std::int64_t value) const;
};

struct TextOps {
    Result<> (*parse)(void* value, std::string_view text);
    void (*print)(const void* value, std::string& out);  // appends
};

struct OptionalOps {
    const void* (*get)(const void* optional);  // null when empty
    void* (*engage)(void* optional);  // the value, made by default when there is none
    void (*reset)(void* optional);
};

struct ListOps {
    std::size_t (*size)(const void* list);
    const void* (*data)(const void* list);  // elements lie element->size bytes apart
    void* (*slot)(void* list, std::size_t index);  // index <= size; appends when equal. Old elements keep their memory
    void (*truncate)(void* list, std::size_t size);
};

struct MapOps {
    std::size_t (*size)(const void* map);
    void (*clear)(void* map);
    void* (*insert)(void* map, std::string_view key);  // null when the key is there already
    void* (*find)(void* map, std::string_view key);  // null when it is not
    void (*each)(const void* map, void* context, void (*visit)(void* context, std::string_view key, const void* value));
};

// What only one consumer can handle, which knows it by `domain`; it casts `ops`.
struct Opaque {
    const char* domain;
    const void* ops;
};

struct TypeInfo {
    Kind kind = Kind::opaque;
    std::uint32_t size = 0;
    std::uint32_t length = 0;  // of an array
    std::string_view name;
    const TypeInfo* element = nullptr;  // of optional, list, array, map
    union {
        const void* none = nullptr;
        const ObjectInfo* object;
        const EnumInfo* enumeration;
        const TextOps* text;
        const OptionalOps* optional;
        const ListOps* list;
        const MapOps* map;
        const Opaque* opaque;
    };

    constexpr bool is_integer() const { return kind >= Kind::int8 && kind <= Kind::uint64; }
    constexpr bool is_signed() const { return kind >= Kind::int8 && kind <= Kind::int64; }
    constexpr bool is_number() const { return kind >= Kind::int8 && kind <= Kind::float64; }
};

// A consumer teaches the tables a class of its own by specialising this with the address of an Opaque.
template <class T>
inline constexpr const Opaque* opaque_info = nullptr;

// Integers and enums of any width behind a pointer; `size` is TypeInfo::size.
std::int64_t load_signed(const void* value, std::uint32_t size);
std::uint64_t load_unsigned(const void* value, std::uint32_t size);
void store_integer(void* value, std::uint32_t size, std::uint64_t bits);  // the low bytes
// Of an enum as EnumEntry::value counts it.
const EnumEntry* find_entry(const TypeInfo& info, const void* value);

}  // namespace kaon::inline v0::reflect
