// An element without content takes attributes only.
// error: this element has no children, it takes attributes only
#include "kaon/ui/ui.hpp"

using namespace kaon;
using namespace kaon::html;

View field() { return input(type("text"), "label"); }
