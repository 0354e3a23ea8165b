// Any method, target and form or JSON body through a whole service: never a crash, never a broken response.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "kaon/http/target.hpp"
#include "kaon/web/test_client.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;

namespace {

struct Sign {
    std::string name;
    int age;
    std::vector<double> scores;
    std::optional<bool> news;
};

Service make() {
    return Router{
        get<"/">([] { return "root"; }),
        get<"/users/{id}">([](Path<int> id) { return std::to_string(*id); }),
        get<"/users/{id}/{name}">([](Path<std::tuple<std::string, std::string>> p) { return std::get<1>(*p); }),
        get<"/files/{*path}">(serve_dir("/proc/self/fdinfo")),
        get<"/query">([](Query<Sign> q) { return Json<Sign>(*q); }),
        get<"/to/{next}">([](Path<std::string> next) { return Redirect::to(*next); }),
        get<"/created/{id}">([](Path<std::string> id) { return Created{*id, "/users/{}", *id}; }),
        post<"/form">([](Form<Sign> f) { return Json<Sign>(*f); }),
        post<"/json">([](Json<Sign> j) { return j; }),
        layer(security_headers(), same_origin()),
    }.build().value();
}

bool is_local(const std::string& location) {
    return location.empty() ||
           (location[0] == '/' && (location.size() == 1 || (location[1] != '/' && location[1] != '\\')));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static TestClient client(make());
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::size_t line = std::min(text.find('\n'), text.size());
    const std::string_view target = text.substr(0, line);
    const std::string body(text.substr(std::min(line + 1, text.size())));
    const auto method = static_cast<http::Method>(size % http::known_methods);
    if (!http::split_target(method, target) || !target.starts_with('/')) return 0;
    const auto type = size % 2 ? "application/json" : "application/x-www-form-urlencoded";
    const TestResponse response = client.request(method, target).body(body, type).send();
    if (response.headers().broken() || !is_local(response.header("location"))) std::abort();
    if (response.code() == 500 && !target.starts_with("/to/")) std::abort();
    return 0;
}
