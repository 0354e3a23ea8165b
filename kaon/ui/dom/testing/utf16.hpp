// Text counted in UTF-16 units, as browsers count it, over the UTF-8 that everything else is kept in.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::dom::testing {

std::u16string to_utf16(std::string_view text);
// Half a surrogate pair becomes U+FFFD.
std::string to_utf8(std::u16string_view units);

// The text of a batch.
class UnitText {
public:
    explicit UnitText(std::string_view text);
    std::uint32_t size() const;
    // Within size().
    std::string cut(std::uint32_t offset, std::uint32_t length) const;

private:
    std::string_view ascii_;  // what it is when every unit is a byte
    std::u16string units_;
};

}  // namespace kaon::inline v0::dom::testing
