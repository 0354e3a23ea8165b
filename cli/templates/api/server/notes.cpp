// The handlers: a struct for what comes in, a struct for what goes out, a checked query in between.
#include "server/notes.hpp"

#include "kaon/sql/sql.hpp"
#include "kaon/web/web.hpp"

namespace app {

using namespace kaon;

namespace {

struct Note {
    std::int64_t id;
    std::string text;
    bool done;
};

struct NewNote {
    std::string text;
    static consteval auto describe() { return reflect::rules({{.field = "text", .min_length = 1, .max_length = 200}}); }
};

struct Change {
    bool done;
};

struct Page {
    std::int64_t limit = 50;
    static consteval auto describe() {
        return reflect::rules({{.field = "limit", .presence = reflect::Presence::defaulted, .min = 1, .max = 500}});
    }
};

Task<Json<std::vector<Note>>> list_notes(State<Db> db, Query<Page> page) {
    co_return co_await sql<"SELECT id, text, done AS \"done: bool\" FROM notes ORDER BY id DESC LIMIT $1">(page->limit)
        .as<Note>()
        .all(*db);
}

Task<Json<Note>> show_note(State<Db> db, Path<std::int64_t> id) {
    co_return co_await sql<"SELECT id, text, done AS \"done: bool\" FROM notes WHERE id = $1">(*id)
        .as<Note>()
        .one_or_not_found(*db);
}

Task<Created<Note>> create_note(State<Db> db, Json<NewNote> note) {
    Note made =
        co_await sql<"INSERT INTO notes (text) VALUES ($1) RETURNING id, text, done AS \"done: bool\"">(note->text)
            .as<Note>()
            .one(*db);
    co_return Created{made, "/notes/{}", made.id};
}

Task<Json<Note>> change_note(State<Db> db, Path<std::int64_t> id, Json<Change> change) {
    co_return co_await sql<"UPDATE notes SET done = $1 WHERE id = $2 RETURNING id, text, done AS \"done: bool\"">(
        change->done, *id)
        .as<Note>()
        .one_or_not_found(*db);
}

Task<void> delete_note(State<Db> db, Path<std::int64_t> id) {
    const Executed done = co_await sql<"DELETE FROM notes WHERE id = $1">(*id).execute(*db);
    if (done.rows == 0) co_await Result<>(Error(Errc::not_found, "there is no such note"));
}

}  // namespace

Router<Db> routes() {
    return Router{
        get<"/notes">(list_notes),
        post<"/notes">(create_note),
        get<"/notes/{id}">(show_note),
        patch<"/notes/{id}">(change_note),
        del<"/notes/{id}">(delete_note),
        get<"/health">(health()),
        layer(request_id(), trace(), timeout(5s)),
    };
}

}  // namespace app
