// FieldList: the elements of a comma-separated field value (RFC 9110, section 5.6.1).
//
//   for (std::string_view option : FieldList(headers.get("connection").value_or(""))) ...
//
// White space around elements is dropped, empty elements are passed over, a comma in a quoted string does not split.
// Threads: a value. Lifetime: views into the text.
#pragma once

#include <iterator>
#include <string_view>

#include "kaon/base/ascii.hpp"

namespace kaon::inline v0::http {

using ascii::trimmed;  // OWS is spaces and tabs (RFC 9110, section 5.6.3)

// Takes the text up to `separator` (outside quoted strings) off the front, trimmed.
std::string_view take_element(std::string_view& rest, char separator);

class FieldList {
public:
    explicit FieldList(std::string_view text) : text_(text) {}

    class Iterator {
    public:
        explicit Iterator(std::string_view rest) : rest_(rest) { ++*this; }
        std::string_view operator*() const { return element_; }
        Iterator& operator++() {
            do element_ = take_element(rest_, ',');
            while (element_.empty() && !rest_.empty());
            return *this;
        }
        bool operator==(std::default_sentinel_t) const { return element_.empty(); }

    private:
        std::string_view rest_;
        std::string_view element_;
    };
    Iterator begin() const { return Iterator(text_); }
    std::default_sentinel_t end() const { return {}; }

private:
    std::string_view text_;
};

}  // namespace kaon::inline v0::http
