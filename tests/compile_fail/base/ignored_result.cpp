// A Result must not be dropped: its error would go unseen.
// error: ignoring return value of function declared with 'nodiscard' attribute
#include "kaon/base/result.hpp"

kaon::Result<int> parse(const char* text);

void load() { parse("12"); }
