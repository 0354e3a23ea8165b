// State: what all requests share, on all cores. It is const, so what changes is a Mutex or Atomic.
// Run with: cmake --build build/release --target lesson_state && build/release/lessons/state
//
// $ curl -X PUT localhost:3000/stock/pen -d 10
// $ curl -X POST localhost:3000/stock/pen/take
// 9
// $ curl -X POST localhost:3000/stock/ink/take
// {...,"status":404,"detail":"no such article"...}
// $ curl -X PUT localhost:3000/stock/ink -d 0; curl -X POST localhost:3000/stock/ink/take
// {...,"status":409,"detail":"sold out"...}
// $ curl localhost:3000/taken
// 1 taken, at most 100 articles
#include <charconv>
#include <map>

#include "kaon/base/atomic.hpp"
#include "kaon/base/mutex.hpp"
#include "kaon/program/serve.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;

// snippet: state
struct Settings {
    std::uint32_t most_articles = 100;  // also --most-articles, STATE_MOST_ARTICLES, kaon.toml
};

struct Stock {
    Mutex<std::map<std::string, std::int64_t>> articles;
    Atomic<std::int64_t> taken = 0;
};

Task<std::string> take(State<Stock> stock, Path<std::string> name) {
    // The lock is held for the length of the function, and cannot be held across a co_await.
    Result<std::int64_t> left = stock->articles.with([&](auto& articles) -> Result<std::int64_t> {
        const auto article = articles.find(*name);
        if (article == articles.end()) return Error(Errc::not_found, "no such article");
        if (article->second == 0) return Error(Errc::conflict, "sold out");
        return --article->second;
    });
    if (left) stock->taken.add(1);
    co_return std::move(left).transform([](std::int64_t n) { return std::to_string(n); });
}
// end

Result<NoContent> restock(State<Stock> stock, State<Settings> settings, Path<std::string> name, Text text) {
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), count);
    if (error != std::errc() || end != text->data() + text->size() || count < 0)
        return Error(Errc::invalid, "the body must be a number");
    auto articles = stock->articles.lock();
    if (articles->size() >= settings->most_articles && !articles->contains(*name))
        return Error(Errc::too_many, "there are too many articles");
    (*articles)[*name] = count;
    return NoContent{};
}

Task<std::string> count_taken(State<Stock> stock, State<Settings> settings) {
    co_return std::to_string(stock->taken.load()) + " taken, at most " + std::to_string(settings->most_articles) +
        " articles";
}

Router<Stock, Settings> routes() {
    return Router{
        put<"/stock/{name}">(restock),
        post<"/stock/{name}/take">(take),
        get<"/taken">(count_taken),
    };
}

// snippet: start
Task<Service> start(const Settings& settings) { co_return co_await routes().with<Stock>().with(settings).build(); }

int main(int argc, char** argv) { return kaon::serve(argc, argv, start, {.name = "state", .routes = routes}); }
// end
