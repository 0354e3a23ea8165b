// Server function: declared once, called in the browser, run on the server; its form works without a script too.
// Run with: cmake --build build/release --target lesson_server_function && build/release/lessons/server_function
//
// $ curl localhost:3000/fn/word-count -H 'content-type: application/json' -d '{"text":"one two  three"}'
// {"words":3,"longest":"three"}
// $ curl localhost:3000/fn/word-count -H 'content-type: application/json' -d '{"text":""}'
// {...,"status":422,...{"field":"text",...}]}
// $ curl -i localhost:3000/fn/word-count -d 'text=one+two'
// HTTP/1.1 303 See Other
// ...
// location: /counted/2
// ...
// $ curl -H 'origin: https://evil.example' localhost:3000/fn/word-count -d 'text=one+two'
// {...,"status":403,...}
//
// One file, to be read at one go. In a project each part has its place: app/, browser/main.cpp, server/.
#include "kaon/app/server_function.hpp"

#include <string>

#include "kaon/app/action_form.hpp"
#include "kaon/ui/ui.hpp"

using namespace kaon;
using namespace kaon::html;

// What both halves see. The rules are checked in the browser, and again on the server.
// snippet: contract
struct Count {
    std::string text;
    static consteval auto describe() {
        return reflect::rules({{.field = "text", .min_length = 1, .max_length = 10'000}});
    }
};
struct Counted {
    std::int32_t words = 0;
    std::string longest;
};
inline constexpr ServerFunction<"/fn/word-count", Count, Counted> word_count{};
// end

// snippet: component
View counting() {
    Action<word_count> action;
    const auto result = [=]() -> std::string {
        if (action.pending()) return "counting ...";
        if (!action.value()) return "";
        return std::to_string(action.value()->words) + " words, the longest is " + action.value()->longest;
    };
    return fragment(action_form(action, textarea(name("text")), button("Count")),
                    p(cls("problem"), [=] { return action.message("text"); }), p(cls("result"), result));
}
// end

#ifdef __wasm__  // browser/main.cpp

#include "kaon/app/hydrate.hpp"

int main() { hydrate<"counting">(counting); }

#else  // server/

#include "embedded/server_function_assets.hpp"
#include "kaon/app/mount_point.hpp"
#include "kaon/app/server/serve.hpp"
#include "kaon/browser/start.hpp"
#include "kaon/program/serve.hpp"
#include "kaon/ui/ssr/render.hpp"
#include "kaon/web/web.hpp"

// snippet: server
Task<Counted> count_words(Count input) {
    Counted counted;
    const std::string_view text = input.text;
    constexpr std::string_view blank = " \t\r\n";
    for (std::size_t begin = 0; (begin = text.find_first_not_of(blank, begin)) != text.npos;) {
        const std::string_view word = text.substr(begin, text.find_first_of(blank, begin) - begin);
        ++counted.words;
        if (word.size() > counted.longest.size()) counted.longest = word;
        begin += word.size();
    }
    co_return counted;
}

// Where a browser without scripts goes on after the form.
std::string counted_path(const Counted& counted) { return "/counted/" + std::to_string(counted.words); }
Task<std::string> show_counted(Path<std::int32_t> words) { co_return std::to_string(*words) + " words"; }
// end

Html show_page() {
    return Html{render(page({.title = "Words", .head = start_browser_half(server_function_assets::browser_half())},
                            main_(h1("Words"), mount_point("counting", counting))))};
}

// snippet: routes
Router<> routes() {
    return Router{
        get<"/">(show_page),
        serve<word_count>(count_words, FormReply{.done = counted_path}),
        get<"/counted/{words}">(show_counted),
        get<"/assets/{*path}">(serve_assets(server_function_assets::files())),
        layer(security_headers(), same_origin()),
    };
}
// end

int main(int argc, char** argv) { return kaon::serve(argc, argv, routes, {.name = "server_function"}); }

#endif
