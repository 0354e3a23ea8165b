// Several classes are one text: a second one would be taken for "yes".
// error: the second argument of cls() says whether its words are on: for several words write cls("tab active")
#include "kaon/ui/ui.hpp"

using namespace kaon;
using namespace kaon::html;

View remove_button() {
    return button(cls("remove", "by_hand"), "x");
}
