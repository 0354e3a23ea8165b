// Chat: a WebSocket for each visitor, a topic for each room, on all cores at once.
// Run with: cmake --build build/release --target lesson_chat && build/release/lessons/chat
// and open http://localhost:3000/ twice.
//
// $ curl localhost:3000/rooms/tea/ada
// {...,"status":426,...,"code":"upgrade_required"...}
// $ curl -sN --max-time 1 -H 'connection: upgrade' -H 'upgrade: websocket' -H 'sec-websocket-version: 13' \
//     -H 'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==' localhost:3000/rooms/tea/ada 2>/dev/null | tail -c +3; echo
// ada has come
// $ curl -sN --max-time 1 -H 'connection: upgrade' -H 'upgrade: websocket' -H 'sec-websocket-version: 13' \
//     -H 'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==' -H 'origin: https://elsewhere.example' localhost:3000/rooms/a/b
// {...,"status":403,...,"code":"cross_site"...}
#include "kaon/program/serve.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;

// snippet: talk
Task<> talk(WebSocket& socket, Topic room, std::string name) {
    socket.subscribe(room);  // until the connection ends
    room.publish(name + " has come");
    while (const auto message = co_await socket.receive()) {
        room.publish(name + ": " + std::string(message->data));
    }
    room.publish(name + " has left");
}
// end

// snippet: join
struct Place {
    std::string room;
    std::string name;
};

Result<http::Response> join(WebSocketUpgrade upgrade, State<Topics> rooms, Path<Place> place) {
    if (place->name.size() > 40) return Error(Errc::unprocessable, "a name has at most 40 letters");
    return std::move(upgrade).on(talk, rooms->topic(place->room), place->name);
}
// end

constexpr StaticText page = R"html(<!doctype html>
<title>Chat</title>
<form><input placeholder="say something" autofocus></form>
<ul></ul>
<script>
const name = 'guest-' + Math.floor(Math.random() * 1000);
const socket = new WebSocket(location.origin.replace('http', 'ws') + '/rooms/tea/' + name);
const show = (text) => {
  const line = document.createElement('li');
  line.textContent = text;
  document.querySelector('ul').prepend(line);
};
socket.onmessage = (event) => show(event.data);
socket.onclose = () => show('the connection has ended');
document.querySelector('form').onsubmit = (event) => {
  event.preventDefault();
  socket.send(document.querySelector('input').value);
  event.target.reset();
};
</script>
)html";

// snippet: routes
Router<Topics> routes() {
    return Router{
        get<"/">([] { return Html{std::string(page.view())}; }),
        get<"/rooms/{room}/{name}">(join, websocket({.message_bytes = 4096, .idle_timeout = Duration::seconds(3600)})),
    };
}
// end

Task<Service> start() { co_return co_await routes().with(Topics()).build(); }

int main(int argc, char** argv) { return kaon::serve(argc, argv, start, {.name = "chat", .routes = routes}); }
