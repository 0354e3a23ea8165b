// Turn: one entry into the program from outside: an event, a timer, an answer.
//
//   void on_click(...) {       // called by JavaScript
//       browser::Turn turn;
//       ...                    // signals are written, Tasks resumed
//   }                          // here the graph settles, then the document is changed, once
//
// What follows a turn (the renderer's changes of the document) is registered with after_turn(). Turns nest; the
// outermost one ends them. Threads: the page's own.
#pragma once

#include "kaon/base/config.hpp"

namespace kaon::inline v0::browser {

class Turn {
public:
    Turn();
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn();
};

// Runs at the end of every turn, after the signals have settled, in the order of registration. At most four; the same
// one twice counts once.
void after_turn(void (*hook)());

}  // namespace kaon::inline v0::browser
