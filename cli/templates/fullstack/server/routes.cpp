// The page, the body of its server function, and the routes to both.
#include "server/routes.hpp"

#include "app/board.hpp"
#include "embedded/assets.hpp"
#include "kaon/app/mount_point.hpp"
#include "kaon/app/server/serve.hpp"
#include "kaon/browser/start.hpp"
#include "kaon/sql/sql.hpp"
#include "kaon/ui/ssr/render.hpp"
#include "kaon/ui/ui.hpp"
#include "kaon/web/web.hpp"

namespace app {

using namespace kaon;
using namespace kaon::html;

namespace {

Task<std::vector<Note>> latest(Db db) {
    co_return co_await sql<"SELECT id, text FROM notes ORDER BY id DESC LIMIT 100">().as<Note>().all(db);
}

Html page_of(const BoardProps& props) {
    const std::string sheet = "/assets/" + std::string(assets::hashed("style.css"));
    return Html(render(
        page({.title = "myfullstack",
              .head = fragment(start_browser_half(assets::browser_half()), link(rel("icon"), href("/assets/icon.svg")),
                               link(rel("stylesheet"), href(sheet)))},
             main_(h1("myfullstack"), mount_point("board", board, props)))));
}

Task<Html> show_page(State<Db> db) { co_return page_of({.notes = co_await latest(*db), .typed = {}, .problem = {}}); }

Task<Note> keep_note(State<Db> db, AddNote note) {
    co_return co_await sql<"INSERT INTO notes (text) VALUES ($1) RETURNING id, text">(note.text).as<Note>().one(*db);
}

// Without a script the browser sends the form by itself, and gets the page again with what was typed.
Task<Html> show_again(const Retry<AddNote>& retry, Request& request) {
    const std::string_view wrong = retry.message("text");
    BoardProps props{.typed = std::string(retry.input("text")),
                     .problem = std::string(wrong.empty() ? retry.error().text() : wrong)};
    props.notes = co_await latest(*request.state<Db>());
    co_return page_of(props);
}

}  // namespace

Router<Db> routes() {
    return Router{
        get<"/">(show_page),
        serve<add_note>(keep_note, FormReply{.done = [](const Note&) { return "/"; }, .again = show_again}),
        get<"/assets/{*path}">(serve_assets(assets::files())),
        get<"/health">(health()),
        layer(request_id(), trace(), security_headers(), timeout(10s)),
    };
}

}  // namespace app
