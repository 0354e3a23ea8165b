// Tests edit the words between the quotes.
#include "server/page.hpp"

std::string page_text() { return "first"; }
