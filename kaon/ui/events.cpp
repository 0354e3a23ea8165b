// Events from what the page tells.
#include "kaon/ui/events.hpp"

namespace kaon::inline v0::ui {

static Modifiers modifiers_of(int bits) {
    return {.alt = (bits & 1) != 0, .ctrl = (bits & 2) != 0, .meta = (bits & 4) != 0, .shift = (bits & 8) != 0};
}

void read(MouseEvent& event, const EventCall& call) {
    event.x = call.a;
    event.y = call.b;
    event.button = call.c & 0xFF;
    event.modifiers = modifiers_of(call.c >> 8);
}
void read(KeyEvent& event, const EventCall& call) {
    event.key = call.text;
    event.repeat = (call.c & 1) != 0;
    event.modifiers = modifiers_of(call.c >> 8);
}
void read(InputEvent& event, const EventCall& call) {
    event.value = call.text;
    event.checked = (call.c & 1) != 0;
}
void read(SubmitEvent& event, const EventCall& call) { event.json = call.text; }

}  // namespace kaon::inline v0::ui
