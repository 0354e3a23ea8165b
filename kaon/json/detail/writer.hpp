// The writer behind json::write: appends to a string through a bare pointer, driven by type tables.
//
// Rule: reserve(n) makes n bytes writable at at_; everything written without another reserve() fits into what was asked
// for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "kaon/json/options.hpp"
#include "kaon/reflect/type_info.hpp"

namespace kaon::inline v0::json::detail {

using reflect::Field;
using reflect::Kind;
using reflect::TypeInfo;

class Writer {
public:
    Writer(std::string& out, const WriteOptions& options);
    // Cuts the string to what was written.
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    void value(const TypeInfo& info, const void* value);
    void null() { literal("null"); }
    void literal(std::string_view text);
    void byte(char c) {
        reserve(1);
        *at_++ = c;
    }
    void whole(std::int64_t number);
    void natural(std::uint64_t number);
    void real(double number);
    void real(float number);
    void string(std::string_view text);
    void raw(std::string_view json);  // JSON already; only html escaping applies
    // False when nested too deeply: write null instead. Else leave() must follow.
    bool enter() { return depth_ < deepest_nesting && ++depth_; }
    void leave() { --depth_; }

private:
    void reserve(std::size_t n) {
        if (static_cast<std::size_t>(end_ - at_) < n) [[unlikely]]
            grow(n);
    }
    void grow(std::size_t n);
    void number(const TypeInfo& info, const void* value);
    void object(const TypeInfo& info, const void* value);
    void elements(const TypeInfo& element, const void* first, std::size_t count);
    void map(const TypeInfo& info, const void* value);
    void enumeration(const TypeInfo& info, const void* value);
    void hard_string(const char* from, const char* end);
    void escape(unsigned char c);

    std::string& out_;
    char* at_ = nullptr;
    char* end_ = nullptr;
    const WriteOptions& options_;
    std::size_t depth_ = 0;
};

}  // namespace kaon::inline v0::json::detail
