// Text as a page shows it, to compare with what the server sent.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "kaon/ui/item.hpp"

namespace kaon::inline v0::dom {

// Text, an integer or a character, in the words of the server: broken UTF-8 and NUL are U+FFFD. Nothing for any other.
void append_shown(std::string& out, const ui::Item& value);
// Of an attribute; `says_truth`: a flag is a word there.
std::string text_of(const ui::Item& item, bool says_truth);
// The length of the number that JavaScript may have written at the beginning; 0: there is none.
std::size_t number_length(std::string_view text);
// UTF-16 units of valid UTF-8.
std::uint32_t units(std::string_view text);

// Among words that spaces part.
bool has_word(std::string_view words, std::string_view word);
// Of elements: in a page, names of HTML are small and those of SVG as they were written.
bool same_name(std::string_view a, std::string_view b);
// The node's text is this number from now on.
void put_real(std::uint32_t handle, double number);

}  // namespace kaon::inline v0::dom
