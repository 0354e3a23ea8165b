// A page with a style sheet and a field, and a text.
#include "embedded/assets.hpp"
#include "kaon/program/serve.hpp"
#include "kaon/web/web.hpp"
#include "server/page.hpp"

using namespace kaon;

namespace {

Html show_page() {
    return Html("<!doctype html><html lang=\"en\"><head><title>tiny</title><link rel=\"icon\" href=\"/assets/" +
                std::string(assets::hashed("icon.svg")) + "\"><link rel=\"stylesheet\" href=\"/assets/" +
                std::string(assets::hashed("style.css")) + "\"></head><body><p id=\"text\">" + page_text() +
                "</p><input id=\"field\" name=\"field\"></body></html>");
}

std::string text() { return page_text(); }

// Ends the program as a mistake would.
std::string crash() {
    std::fputs("about to end\n", stderr);
    std::abort();
}

Router<> routes() {
    return Router{get<"/">(show_page), get<"/text">(text), get<"/crash">(crash),
                  get<"/assets/{*path}">(serve_assets(assets::files())), layer(security_headers())};
}

}  // namespace

int main(int argc, char** argv) { return kaon::serve(argc, argv, routes, {.name = "tiny"}); }
