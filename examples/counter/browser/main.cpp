// The browser half: runs once when the page has loaded; what it starts lives as long as the page.
#include "app/visit.hpp"
#include "kaon/browser/console.hpp"
#include "kaon/browser/spawn.hpp"

int main() {
    kaon::console::log("started");
    kaon::spawn(counter::visit());
    kaon::spawn(counter::lose_patience());
}
