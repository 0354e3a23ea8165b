// The browser half: takes over the component that the server sent.
#include "app/counter.hpp"
#include "kaon/app/hydrate.hpp"

int main() { kaon::hydrate<"counter">(counter::counter); }
