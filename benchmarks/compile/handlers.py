# The source that is measured on the server's side: 50 handlers over 102 structs, as an application would write them.
#
# Ten resources with five handlers each (list, show, create, change, remove), each with structs of its own for what
# comes in and goes out. All of them take a State; there are a Path, a Query, JSON both ways and rules to validate.
RESOURCES = 10

HEAD = """// Generated: 50 handlers over 102 structs.
#include "kaon/web/web.hpp"

using namespace kaon;

struct Store {
    std::string name;
    int size;
};
struct Clock {
    std::int64_t start;
};
enum class Level : std::uint8_t { low, middle, high };
"""

RESOURCE = """
struct Search@ {
    int limit = 20;
    std::optional<std::string> after;
    std::string order = "name";
    static consteval auto describe() {
        return reflect::rules({
            {.field = "limit", .presence = reflect::Presence::defaulted, .min = 1, .max = 100},
            {.field = "order", .presence = reflect::Presence::defaulted, .max_length = 20},
        });
    }
};
struct Brief@ {
    std::int64_t id;
    std::string name;
};
struct Place@ {
    std::string street, city;
    int number;
};
struct Thing@ {
    std::int64_t id;
    std::string name, note;
    Place@ place;
    std::vector<std::string> tags;
    Level level;
};
struct Create@ {
    std::string name, note;
    Place@ place;
    std::vector<std::string> tags;
    static consteval auto describe() {
        return reflect::rules({
            {.field = "name", .min_length = 1, .max_length = 80},
            {.field = "note", .max_length = 2000},
            {.field = "tags", .max_length = 10},
        });
    }
};
struct Made@ {
    std::int64_t id;
    std::string name;
    Level level;
};
struct Change@ {
    std::optional<std::string> name, note;
    std::optional<Level> level;
    static consteval auto describe() {
        return reflect::rules({{.field = "name", .min_length = 1, .max_length = 80}});
    }
};
struct Changed@ {
    std::int64_t id;
    std::string name;
    double price;
};
struct Removal@ {
    bool force;
    std::optional<int> version;
};
struct Gone@ {
    std::int64_t id;
    bool was_there;
};

Task<Json<std::vector<Brief@>>> list@(State<Store> store, Query<Search@> search) {
    std::vector<Brief@> things;
    things.push_back({search->limit, store->name});
    co_return things;
}
Task<Json<Thing@>> show@(State<Store> store, Path<std::int64_t> id) {
    if (*id > store->size) co_await Error(Errc::not_found, "no such thing");
    co_return Thing@{.id = *id, .name = store->name, .level = Level::low};
}
Task<Created<Made@>> create@(State<Store> store, Json<Create@> body) {
    Made@ made{.id = store->size, .name = body->name};
    co_return Created{made, "/things@/{}", made.id};
}
Task<Json<Changed@>> change@(State<Store> store, State<Clock> clock, Path<std::int64_t> id, Json<Change@> body) {
    co_return Changed@{.id = *id + clock->start, .name = body->name.value_or(store->name)};
}
Json<Gone@> remove@(State<Store> store, Path<std::int64_t> id, Query<Removal@> how) {
    return Gone@{*id, how->force && *id < store->size};
}
"""

ROUTES = """        get<"/things@">(list@),
        get<"/things@/{id}">(show@),
        post<"/things@">(create@),
        patch<"/things@/{id}">(change@),
        del<"/things@/{id}">(remove@),
"""


def source(resources=RESOURCES):
    def each(text):
        return "".join(text.replace("@", str(i)) for i in range(resources))

    return (HEAD + each(RESOURCE) + "\nRouter<Store, Clock> things() {\n    return Router{\n" + each(ROUTES) +
            "        layer(trace(), timeout(5s)),\n    };\n}\n")


if __name__ == "__main__":
    print(source(), end="")
