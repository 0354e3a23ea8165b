# The source that is measured for views: 300 elements in 30 components.
COMPONENTS = 30

HEAD = """// Generated: 300 elements in 30 components.
#include "kaon/signal/signal.hpp"
#include "kaon/ui/ui.hpp"

using namespace kaon;
using namespace kaon::html;
"""

# Ten elements: a class and texts that follow signals, a handler and a condition.
COMPONENT = """
View component@() {
    Signal count{0};
    Signal is_open{false};
    return section(cls("part"), cls("open", is_open), h2("Component @"),
                   p("pressed ", count, " times, ", [=] { return is_open() ? "open" : "closed"; }),
                   ul(li(a(href("/@/first"), "first")), li(a(href("/@/second"), "second"))),
                   button(on::click([=] { count.update([](int& n) { n += 1; }); }), "press"),
                   show(is_open, [] { return div("more of @"); }));
}
"""


def source():
    return HEAD + "".join(COMPONENT.replace("@", str(i)) for i in range(COMPONENTS))


if __name__ == "__main__":
    print(source(), end="")
