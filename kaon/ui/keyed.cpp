// Keys that are text.
#include "kaon/ui/keyed.hpp"

namespace kaon::inline v0::ui {

// FNV-1a, 64 bits: keys of one list are few, and two that meet are reported.
std::uint64_t key_of(std::string_view text) {
    std::uint64_t hash = 0xCBF29CE484222325;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
    return hash;
}

}  // namespace kaon::inline v0::ui
