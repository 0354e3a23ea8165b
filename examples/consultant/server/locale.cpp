// Reading and remembering the visitor's language.
#include "server/locale.hpp"

#include "kaon/http/accept.hpp"
#include "kaon/http/cookie.hpp"
#include "kaon/http/form.hpp"

namespace consultant {

using namespace kaon;

namespace {

constexpr std::string_view languages[] = {"en", "ru"};

// The choice in the query, and the path with what else the query says. What is neither language is left alone.
struct Choice {
    std::string_view language;
    std::string path;
};
Choice choice_in(const Request& request) {
    Choice choice{{}, std::string(request.path())};
    char separator = '?';
    std::string_view rest = request.query();
    while (!rest.empty()) {
        const std::string_view pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(pair.size() < rest.size() ? pair.size() + 1 : rest.size());
        if (pair == "lang=en") choice.language = languages[0];
        else if (pair == "lang=ru") choice.language = languages[1];
        else choice.path.append(1, std::exchange(separator, '&')).append(pair);
    }
    return choice;
}

}  // namespace

Language language_of(const Request& request) {
    const auto cookie = http::find_cookie(request.headers(), "lang");
    if (cookie == "ru") return Language::ru;
    if (cookie == "en") return Language::en;
    const auto best = http::best_language(request.header("accept-language").value_or(""), languages);
    return best == 1u ? Language::ru : Language::en;
}

Result<Locale> Locale::from_request(Request& request) { return Locale{language_of(request)}; }

std::string page_address(const Request& request) {
    if (request.method() != http::Method::get) return "/";
    Choice choice = choice_in(request);
    // Only what a browser reads as a path of this site: "//evil" would be another host.
    return Redirect::is_local(choice.path) ? std::move(choice.path) : "/";
}

Task<http::Response> RememberLanguage::operator()(Request& request, Next next) const {
    const bool may_choose = request.method() == http::Method::get && !request.path().starts_with("/api/") &&
                            request.query().find("lang=") != std::string_view::npos;
    const std::string_view language = may_choose ? choice_in(request).language : "";
    if (language.empty()) co_return co_await next(request);

    http::Response response{.status = http::Status::see_other};
    response.headers.set("location", page_address(request));
    response.headers.set("cache-control", "no-store");
    const http::SetCookie cookie{
        .name = "lang", .value = std::string(language), .max_age = Duration::seconds(365 * 86'400)};
    response.headers.append("set-cookie", co_await cookie.field_value());
    co_return response;
}

}  // namespace consultant
