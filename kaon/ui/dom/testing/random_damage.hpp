// What proxies, extensions and old caches do to a server's HTML, at random.
#pragma once

#include <string>
#include <string_view>

#include "kaon/ui/dom/testing/random_view.hpp"

namespace kaon::inline v0::dom::testing {

enum class Harm : unsigned char {
    attributes,  // other values, or none
    nodes,  // dropped, doubled, renamed, exchanged, foreign ones between them; the end of it all is cut off
};
std::string damaged(std::string_view html, Harm harm, Random& random);

}  // namespace kaon::inline v0::dom::testing
