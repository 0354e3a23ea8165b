// A redirect that does not say where it may lead.
// error: a Redirect says of which kind it is: Redirect::to(path) on this site, Redirect::external(url) to another one
#include "kaon/web/web.hpp"

using namespace kaon;

Redirect follow(Path<std::string> code) {
    const std::string url = "https://example.org/" + *code;
    return Redirect{url};
}
