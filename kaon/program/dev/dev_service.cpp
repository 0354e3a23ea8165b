// Routes below /_kaon/dev, and the script at the end of pages.
#include "kaon/program/dev/dev_service.hpp"

#include <charconv>
#include <cstdlib>

#include "embedded/dev_files.hpp"
#include "kaon/program/dev/state.hpp"

namespace kaon::inline v0::dev {

namespace {

constexpr std::string_view prefix = "/_kaon/dev/";

std::uint64_t number_of(std::string_view text, std::uint64_t otherwise) {
    std::uint64_t number = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

// Never kept by anybody, never readable from another site.
http::Response answer(http::StaticFieldValue type, http::Body body) {
    http::Response response;
    response.headers.set("content-type", type);
    response.headers.set("cache-control", "no-store");
    response.headers.set("x-content-type-options", "nosniff");
    response.headers.set("cross-origin-resource-policy", "same-origin");
    response.body = std::move(body);
    return response;
}

// A body with something after it.
class Extended final : public http::BodySource {
public:
    Extended(http::Body body, std::string end) : body_(std::move(body)), end_(std::move(end)) {}

    Task<std::optional<std::string_view>> read() override {
        if (!ended_) {
            if (auto piece = co_await body_.read()) co_return piece;
        }
        if (std::exchange(ended_, true)) co_return std::nullopt;
        co_return std::string_view(end_);
    }

private:
    http::Body body_;
    std::string end_;
    bool ended_ = false;
};

// Pages, and not the pieces of pages that scripts fetch: a browser says what it asks for (Fetch Metadata).
bool is_page(const http::Request& request, const http::Response& response) {
    const auto type = response.headers.get("content-type");
    if (!type || !type->starts_with("text/html") || response.headers.has("content-encoding")) return false;
    const auto wanted = request.headers.get("sec-fetch-dest");
    return !wanted || *wanted == "document" || *wanted == "iframe";
}

}  // namespace

std::optional<Mode> Mode::from_environment() {
    const char* folder = std::getenv("KAON_DEV");
    if (!folder || !*folder) return std::nullopt;
    const char* generation = std::getenv("KAON_DEV_GENERATION");
    return Mode{folder, number_of(generation ? generation : "", 1)};
}

Task<http::Response> DevService::operator()(http::Request& request) const {
    if (request.path.starts_with(prefix)) {
        const std::string_view name = request.path.substr(prefix.size());
        if (name == "state") co_return co_await state(request);
        if (const auto* file = dev_files::find(name))
            co_return answer("text/javascript; charset=utf-8", http::Body::borrowed(file->bytes));
    }
    request.headers.remove("accept-encoding");  // what is compressed cannot be added to
    const bool asks_again = request.headers.has("if-none-match") || request.headers.has("if-modified-since");
    const auto wanted = request.headers.get("sec-fetch-dest");
    if (asks_again && wanted && *wanted == "document") {
        // A page that the browser has kept carries the script of a program that is gone.
        request.headers.remove("if-none-match");
        request.headers.remove("if-modified-since");
    }
    http::Response response = co_await inner_(request);
    add_script(request, response);
    co_return response;
}

Task<http::Response> DevService::state(http::Request& request) const {
    constexpr std::string_view key = "seen=";
    const auto at = request.query.find(key);
    const std::uint64_t seen =
        at == std::string_view::npos ? ~0ull : number_of(request.query.substr(at + key.size()), ~0ull);
    std::string text = co_await changed_state(mode_.folder, seen);
    co_return answer("application/json", http::Body(std::move(text)));
}

void DevService::add_script(const http::Request& request, http::Response& response) const {
    if (!is_page(request, response)) return;
    std::string tag =
        "<script src=\"/_kaon/dev/script.js\" data-generation=\"" + std::to_string(mode_.generation) + "\"></script>\n";
    std::optional<std::uint64_t> size = response.body.size();
    if (size == 0 && request.method == http::Method::head) return;
    if (size) *size += tag.size();
    response.body = http::Body::stream(std::make_unique<Extended>(std::move(response.body), std::move(tag)), size);
    for (const char* name : {"etag", "last-modified", "content-length", "accept-ranges"}) response.headers.remove(name);
    response.headers.set("cache-control", "no-store");
}

}  // namespace kaon::inline v0::dev
