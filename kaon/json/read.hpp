// Reading JSON straight into structs.
//
//   struct Item { std::string name; double price; };
//   Result<Item> item = json::read<Item>(R"({"name": "pen", "price": 1.5})");
//   json::read_into(item_to_reuse, text);              // keeps the memory of its strings and vectors
//
// Everything type_info<T>() knows can be read (structs, vector, array, map from string, optional, enums by name,
// classes with from_text), and json::Value, json::Raw. All fields but std::optional must be present, unless describe()
// says `defaulted`; an absent optional becomes empty, an absent defaulted field gets its default again. null is for
// optionals only. Integers take whole-number literals in range; doubles are read correctly rounded. Rules on values
// (lengths, ranges) are not applied here: reflect::validate() does that.
//
// With Options::source as `forms` values may be text, as forms have them (options.hpp).
//
// Checked: the whole of RFC 8259 with UTF-8, escapes, surrogate pairs, nothing after the value. Limits: Options.
// Errors: error.hpp; after one, the target of read_into is valid and partly changed. Threads: pure.
#pragma once

#include <string_view>

#include "kaon/base/result.hpp"
#include "kaon/base/type_name.hpp"
#include "kaon/json/error.hpp"
#include "kaon/json/options.hpp"
#include "kaon/reflect/type_of.hpp"

namespace kaon::inline v0::json {

// The one compiled reader.
Result<> read_into(const reflect::TypeInfo& info, void* target, std::string_view text, const Options& options = {});

namespace detail {
// Where a type holds a std::string_view, which would point into the text that was read.
consteval bool find_view(const reflect::TypeInfo& type, Message& path, int depth) {
    using reflect::Kind;
    if (type.kind == Kind::view) return true;
    if (depth == 0) return false;
    if (type.kind == Kind::object) {
        for (const reflect::Field& f : type.object->fields()) {
            Message below;
            if (find_view(*f.type, below, depth - 1)) {
                path << f.name;
                if (!below.ok()) path << "." << below.view();
                return true;
            }
        }
        return false;
    }
    return type.element && find_view(*type.element, path, depth - 1);
}
// The same without the place, which the compiler computes faster.
consteval bool has_view(const reflect::TypeInfo& type, int depth) {
    using reflect::Kind;
    if (type.kind == Kind::view) return true;
    if (depth == 0) return false;
    if (type.kind != Kind::object) return type.element && has_view(*type.element, depth - 1);
    for (const reflect::Field& f : type.object->fields()) {
        if (has_view(*f.type, depth - 1)) return true;
    }
    return false;
}
template <class T>
consteval Message read_mistake() {
    Message path, m;
    find_view(reflect::type_info<T>(), path, 6);
    m << "'";
    reflect::append_type(m, type_name<T>());
    m << "' cannot be read from JSON: ";
    if (path.ok()) m << "it is";
    else m << "field '" << path.view() << "' is";
    m << " a std::string_view, which would borrow from the text.\n  remedy: std::string.";
    return m;
}
template <class T>
consteval bool readable() {
    if constexpr (has_view(reflect::type_info<T>(), 6)) {
        static constexpr Message mistake = read_mistake<T>();
        static_assert(false, mistake);
    }
    return true;
}
}  // namespace detail

template <class T>
Result<> read_into(T& target, std::string_view text, const Options& options = {}) {
    static_assert(detail::readable<T>());
    return read_into(reflect::type_info<T>(), &target, text, options);
}

template <class T>
Result<T> read(std::string_view text, const Options& options = {}) {
    static_assert(detail::readable<T>());
    Result<T> result;  // read in place: large structs are not moved
    if (auto outcome = read_into(reflect::type_info<T>(), &*result, text, options); !outcome)
        result = std::move(outcome).error();
    return result;
}

}  // namespace kaon::inline v0::json
