// A component gets all properties that have no default.
// error: this property has no default: give it a value
// error: in implicit initialization of field 'title'
#include <string>

#include "kaon/ui/ui.hpp"

using namespace kaon;
using namespace kaon::html;

struct CardProps {
    Required<std::string> title;
    bool open = false;
};
View card(const CardProps& props) { return section(h2(*props.title)); }

View page_of_cards() { return div(card(CardProps{.open = true})); }
