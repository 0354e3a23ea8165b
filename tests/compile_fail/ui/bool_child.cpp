// A truth is not shown.
// error: a bool shows nothing: use show(condition, view)
#include "kaon/ui/ui.hpp"

using namespace kaon;
using namespace kaon::html;

View line(bool open) {
    return li([=] { return open; });
}
