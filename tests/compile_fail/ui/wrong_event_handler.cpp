// A handler takes nothing, or the event of its name.
// error: a handler is a function without parameters, or one that takes the event of this name by reference
#include "kaon/ui/ui.hpp"

using namespace kaon;
using namespace kaon::html;

View button_of() {
    return button(on::click([](const InputEvent& event) { (void)event.value; }), "Send");
}
