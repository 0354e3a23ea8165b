// Characters, one after the other: templates are made once.
#include "kaon/ui/dom/html.hpp"

namespace kaon::dom {

void Html::add(std::string_view text) {
    for (const char c : text) add(c);
}

void Html::add_escaped(std::string_view text) {
    for (const char c : text) {
        if (c == '&') add("&amp;");
        else if (c == '<') add("&lt;");
        else if (c == '"') add("&quot;");
        else if (c == '\r') add("&#13;");
        else add(c);
    }
}

}  // namespace kaon::dom
