// Path and query: captures and query strings arrive as values of their types; what does not fit is 400 or 422.
// Run with: cmake --build build/release --target lesson_path_and_query && build/release/lessons/path_and_query
//
// $ curl localhost:3000/books/17/chapters/two
// chapter two of book 17
// $ curl localhost:3000/books/seventeen/chapters/two
// {...,"status":400,...,"errors":[{"field":"id","message":"must be a whole number"}]}
// $ curl 'localhost:3000/search?q=c%2B%2B&tag=new&tag=paper&order=price'
// 20 books about c++, by price, tagged new, tagged paper
// $ curl 'localhost:3000/search?limit=1000'
// {...,"status":400,...,"errors":[{"field":"q","message":"is missing"},{"field":"limit",...}]}
// $ curl 'localhost:3000/search?q=c&limit=1000'
// {...,"status":422,...,"errors":[{"field":"limit","message":"must be at most 100"}]}
#include "kaon/program/serve.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;

// snippet: path
Task<std::string> show_chapter(Path<std::int64_t> id, Path<std::string> chapter) {
    co_return "chapter " + *chapter + " of book " + std::to_string(*id);
}
// end

// snippet: query
enum class Order { title, price };

struct Search {
    std::string q;
    std::vector<std::string> tag;  // any number of them, "&tag=a&tag=b"
    Order order = Order::title;
    std::int32_t limit = 20;

    static consteval auto describe() {
        return reflect::rules({
            {.field = "q", .min_length = 1, .max_length = 200},
            {.field = "order", .presence = reflect::Presence::defaulted},
            {.field = "limit", .presence = reflect::Presence::defaulted, .min = 1, .max = 100},
        });
    }
};

Task<std::string> search(Query<Search> query) {
    std::string text = std::to_string(query->limit) + " books about " + query->q + ", by ";
    text += reflect::enum_name(query->order);
    for (const std::string& tag : query->tag) text += ", tagged " + tag;
    co_return text;
}
// end

Router<> routes() {
    return Router{
        get<"/books/{id}/chapters/{chapter}">(show_chapter),
        get<"/search">(search),
    };
}

int main(int argc, char** argv) { return kaon::serve(argc, argv, routes, {.name = "path_and_query"}); }
