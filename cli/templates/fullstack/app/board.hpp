// The page's component: the server sends it as HTML, the browser goes on with it.
#pragma once

#include "app/notes.hpp"
#include "kaon/ui/view.hpp"

namespace app {

struct BoardProps {
    std::vector<Note> notes;  // the newest first
    // Of a form that came back: what was typed, and what is wrong with it.
    std::string typed;
    std::string problem;
};

kaon::View board(const BoardProps& props);

}  // namespace app
