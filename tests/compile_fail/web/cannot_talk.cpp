// A function that is given to a WebSocket and takes none.
// error: 'Task<> (*)(std::string)' cannot talk on a WebSocket.
// error: remedy: give on() a function Task<>(WebSocket&, the arguments that follow it).
#include "kaon/web/web.hpp"

using namespace kaon;

Task<> greet(std::string) { co_return; }

auto app() {
    return Router{
        get<"/chat">([](WebSocketUpgrade upgrade) { return std::move(upgrade).on(greet, std::string("ada")); })};
}
