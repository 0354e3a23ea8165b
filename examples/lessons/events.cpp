// Events: a board that every open page follows, and that one which lost its connection goes on with where it was.
// Run with: cmake --build build/release --target lesson_events && build/release/lessons/events
// and open http://localhost:3000/ twice.
//
// $ curl -X POST localhost:3000/notes -d 'tea is ready'; curl -X POST localhost:3000/notes -d 'so is the cake'
// $ curl -sN --max-time 1 localhost:3000/events 2>/dev/null | grep .
// data: tea is ready
// id: 1
// data: so is the cake
// id: 2
// $ (sleep 0.3; curl -X POST localhost:3000/notes -d 'nothing is left') & \
//   curl -sN --max-time 2 -H 'last-event-id: 2' localhost:3000/events 2>/dev/null | grep .
// data: nothing is left
// id: 3
// $ curl localhost:3000/events -H 'last-event-id: yesterday'
// {...,"status":400,...}
#include "kaon/base/mutex.hpp"
#include "kaon/coro/broadcast.hpp"
#include "kaon/program/serve.hpp"
#include "kaon/web/response/sse.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;

// snippet: board
struct Board {
    Mutex<std::vector<std::string>> notes;  // the id of a note is its place, from 1 on
    Broadcaster<std::size_t> written{1};    // how many there are now, for whoever waits on any core
};

Result<NoContent> pin(State<Board> board, Text text) {
    auto notes = board->notes.lock();
    if (notes->size() == 1000) return Error(Errc::too_many, "the board is full");
    notes->push_back(*text);
    board->written.send(notes->size());
    return NoContent{};
}
// end

// snippet: follow
std::optional<std::string> note_after(const Board& board, std::size_t seen) {
    auto notes = board.notes.lock();
    return seen < notes->size() ? std::optional((*notes)[seen]) : std::nullopt;
}

// Runs on when the handler has returned: it owns what it reads. Application state lives as long as the server.
Stream<SseEvent> follow(State<Board> board, std::size_t seen) {
    Listener<std::size_t> written = board->written.subscribe();  // before the first look: no note falls between
    do {
        while (std::optional<std::string> note = note_after(*board, seen))
            co_yield {.data = std::move(*note), .id = std::to_string(++seen)};
    } while (co_await written.recv());
}

Sse events(State<Board> board, std::optional<Header<"last-event-id", std::uint32_t>> last) {
    return {follow(board, last ? **last : 0)};
}
// end

constexpr StaticText page = R"html(<!doctype html>
<meta name="viewport" content="width=device-width">
<title>Board</title>
<form><input aria-label="note" placeholder="what there is to say" autofocus></form>
<ul></ul>
<script>
const events = new EventSource('/events');
events.onmessage = (event) => {
  const line = document.createElement('li');
  line.textContent = event.data;
  document.querySelector('ul').prepend(line);
};
document.querySelector('form').onsubmit = (event) => {
  event.preventDefault();
  fetch('/notes', { method: 'POST', body: document.querySelector('input').value });
  event.target.reset();
};
</script>
)html";

Router<Board> routes() {
    return Router{
        get<"/">([] { return Html{std::string(page.view())}; }),
        post<"/notes">(pin),
        get<"/events">(events),
    };
}

Task<Service> start() { co_return co_await routes().with<Board>().build(); }

int main(int argc, char** argv) { return kaon::serve(argc, argv, start, {.name = "events", .routes = routes}); }
