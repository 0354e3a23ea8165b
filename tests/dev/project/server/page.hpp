// The page's text, in a file of its own so that an edit compiles little.
#pragma once

#include <string>

std::string page_text();
