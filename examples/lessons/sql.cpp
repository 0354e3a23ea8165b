// SQL: queries are checked against the migrations while compiling; their arguments and rows have types.
// Run with: cmake --build build/release --target lesson_sql && build/release/lessons/sql
//
// $ curl localhost:3000/notes -H 'content-type: application/json' -d '{"title":"milk","text":"two bottles"}'
// {"id":1,"title":"milk","text":"two bottles","done":false}
// $ curl localhost:3000/notes -H 'content-type: application/json' -d '{"title":"milk","text":""}'
// {...,"status":409,...,"errors":[{"field":"title",...}]}
// $ curl localhost:3000/notes -H 'content-type: application/json' -d '{"title":"bread","text":""}'
// {"id":2,...}
// $ curl -X POST localhost:3000/notes/1/done
// 1 left
// $ curl 'localhost:3000/notes?done=false'
// [{"id":2,"title":"bread","text":"","done":false}]
// $ curl -X DELETE localhost:3000/notes/2; curl localhost:3000/notes/2
// {...,"status":404,...}
#include "kaon/sql/sql.hpp"

#include "embedded/migrations.hpp"
#include "kaon/program/serve.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;

// snippet: rows
struct NewNote {
    std::string title, text;
    static consteval auto describe() {
        return reflect::rules({{.field = "title", .min_length = 1, .max_length = 100}});
    }
};
struct Note {
    std::int64_t id;
    std::string title, text;
    bool done;
};
// end

// snippet: one
Task<Created<Note>> add(State<Db> db, Json<NewNote> body) {
    Note note = co_await sql<"INSERT INTO notes (title, text) VALUES ($1, $2) RETURNING id, title, text, done">(
                    body->title, body->text)
                    .as<Note>()
                    .one(*db);  // a title that is taken: 409 with the field
    co_return Created{note, "/notes/{}", note.id};
}

Task<Json<Note>> show(State<Db> db, Path<std::int64_t> id) {
    co_return co_await sql<"SELECT id, title, text, done FROM notes WHERE id = $1">(*id).as<Note>().one_or_not_found(
        *db);
}
// end

// snippet: all
struct Filter {
    std::optional<bool> done;
};
Task<Json<std::vector<Note>>> list(State<Db> db, Query<Filter> filter) {
    co_return co_await sql<"SELECT id, title, text, done FROM notes WHERE $1 IS NULL OR done = $1 ORDER BY id">(
        filter->done)
        .as<Note>()
        .all(*db);
}
// end

Task<NoContent> erase(State<Db> db, Path<std::int64_t> id) {
    co_await sql<"DELETE FROM notes WHERE id = $1">(*id).execute(*db);
    co_return NoContent{};
}

// Both or neither: an error, an exception or a client that vanishes rolls back.
// snippet: transaction
Task<std::string> finish(State<Db> db, Path<std::int64_t> id) {
    const std::int64_t left = co_await db->transaction([&](Tx& tx) -> Task<std::int64_t> {
        const Executed done = co_await sql<"UPDATE notes SET done = 1 WHERE id = $1">(*id).execute(tx);
        if (done.rows == 0) co_return Error(Errc::not_found, "no such note");
        co_return co_await sql<"SELECT count(*) FROM notes WHERE done = 0">().as<std::int64_t>().one(tx);
    });
    co_return std::to_string(left) + " left";
}
// end

Router<Db> routes() {
    return Router{
        post<"/notes">(add),
        get<"/notes">(list),
        get<"/notes/{id}">(show),
        del<"/notes/{id}">(erase),
        post<"/notes/{id}/done">(finish),
    };
}

// snippet: start
struct Settings {
    std::string database = "notes.db";
};

Task<Service> start(const Settings& settings) {
    Db db = co_await Db::open({.path = settings.database});
    co_await migrate(db, migrations::files());
    co_return co_await routes().with(db).build();
}

int main(int argc, char** argv) { return kaon::serve(argc, argv, start, {.name = "sql", .routes = routes}); }
// end
