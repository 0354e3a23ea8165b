// An attribute is given once.
// error: this attribute is given twice
#include "kaon/ui/ui.hpp"

using namespace kaon;
using namespace kaon::html;

View button_of(int count) {
    return button(id("send"), count, type("button"), id("save"));
}
