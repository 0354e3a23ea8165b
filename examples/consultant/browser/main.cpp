// The browser half: brings the front page to life; on the other pages there is nothing to do.
#include "app/front.hpp"
#include "kaon/app/hydrate.hpp"

int main() { kaon::hydrate<"front">(consultant::front); }
