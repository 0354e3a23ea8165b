// A memo tells whether its value is another one.
// error: a memo compares its values.
// error: remedy: give the type an operator==
#include "kaon/signal/memo.hpp"

struct Point {
    int x = 0;
};

void page() { kaon::Memo at{[] { return Point{1}; }}; }
