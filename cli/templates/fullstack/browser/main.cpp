// The browser half: takes over the component that the server sent.
#include "app/board.hpp"
#include "kaon/app/hydrate.hpp"

int main() { kaon::hydrate<"board">(app::board); }
