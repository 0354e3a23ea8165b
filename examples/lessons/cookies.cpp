// Cookies: read with an extractor, set as a part of the response. HttpOnly, SameSite=Lax and Path=/ by default.
// Run with: cmake --build build/release --target lesson_cookies && build/release/lessons/cookies
//
// $ curl localhost:3000/
// Good day. You have no name yet.
// $ curl -i -c jar localhost:3000/name -d 'name=Ada L.'
// HTTP/1.1 303 See Other
// ...
// set-cookie: name=Ada%20L.; Path=/; Max-Age=2592000; SameSite=Lax; HttpOnly
// ...
// $ curl -b jar -c jar localhost:3000/
// Good day, Ada L.
// $ curl -b jar -c jar -X DELETE localhost:3000/name; curl -b jar localhost:3000/
// Good day. You have no name yet.
#include "kaon/http/uri.hpp"
#include "kaon/program/serve.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;

namespace {

constexpr std::string_view cookie_name = "name";

// snippet: read
Task<std::string> greet(Cookies cookies) {
    const auto cookie = cookies.get(cookie_name);
    if (!cookie) co_return "Good day. You have no name yet.";
    // Anybody can send any cookie: what it holds is input like a form's.
    std::string name;
    if (!http::decode_segment(*cookie, name)) co_return Error(Errc::invalid, "the cookie 'name' is broken");
    co_return "Good day, " + name;
}
// end

// snippet: set
struct Introduction {
    std::string name;
    static consteval auto describe() { return reflect::rules({{.field = "name", .min_length = 1, .max_length = 80}}); }
};

Task<std::tuple<SetCookie, Redirect>> remember(Form<Introduction> form) {
    co_return {SetCookie{.name = std::string(cookie_name),
                         .value = http::encode_segment(form->name),
                         .max_age = Duration::seconds(30 * 24 * 3600)},
               Redirect::to("/")};
}

Task<std::tuple<SetCookie, NoContent>> forget() {
    co_return {SetCookie{.name = std::string(cookie_name), .max_age = 0s}, NoContent{}};
}
// end

}  // namespace

Router<> routes() {
    return Router{
        get<"/">(greet),
        post<"/name">(remember),
        del<"/name">(forget),
        layer(same_origin()),
    };
}

int main(int argc, char** argv) { return kaon::serve(argc, argv, routes, {.name = "cookies"}); }
