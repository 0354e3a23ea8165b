// A component knows its properties.
// error: field designator 'titel' does not refer to any field in type 'CardProps'
#include <string>

#include "kaon/ui/ui.hpp"

using namespace kaon;
using namespace kaon::html;

struct CardProps {
    std::string title;
    bool open = false;
};
View card(const CardProps& props) { return section(h2(props.title)); }

View page_of_cards() { return div(card(CardProps{.titel = "Users"})); }
