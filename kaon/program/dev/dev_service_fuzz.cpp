// Whatever a browser asks of the dev mode, and whatever the application answers: pages get the script once and at
// their end, all else stays as it is, and the state is the state.
//
// The input: lines for the path, the query, what the browser wants, the content's type; then the content.
#include <cstdint>
#include <cstdlib>
#include <filesystem>

#include "kaon/coro/test_loop.hpp"
#include "kaon/json/read.hpp"
#include "kaon/program/dev/dev_service.hpp"
#include "kaon/program/dev/state.hpp"

using namespace kaon;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

std::string_view take_line(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

std::string make_folder() {
    const std::string folder = (std::filesystem::temp_directory_path() / "kaon_fuzz_dev").string();
    std::filesystem::create_directories(folder);
    dev::State state{.version = 6, .generation = 3, .title = "1 error"};
    require(dev::write_state(folder, state).has_value());
    return folder;
}

constexpr std::string_view the_version = "7";

struct Application {
    std::string_view type, content;
    Task<http::Response> operator()(http::Request& request) const {
        require(!request.headers.has("accept-encoding"));
        http::Response response;
        if (!type.empty()) response.headers.set_copy("content-type", type);
        response.headers.set("etag", "\"1\"");
        response.body = http::Body(std::string(content));
        co_return response;
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const std::string folder = make_folder();
    std::string_view text(reinterpret_cast<const char*>(bytes), size);
    http::Request request;
    request.path = take_line(text);
    request.query = take_line(text);
    const std::string_view wanted = take_line(text);
    // The transport lets none of the others through; and whoever has seen the state waits for the next.
    const Application application{.type = take_line(text), .content = text};
    if (!http::is_field_value(wanted) || !http::is_field_value(application.type)) return 0;
    if (request.query.find(the_version) != std::string_view::npos) return 0;
    request.headers.set("accept-encoding", "gzip");
    if (!wanted.empty()) request.headers.set_copy("sec-fetch-dest", wanted);

    const dev::DevService service(application, {.folder = folder, .generation = 3});
    TestLoop loop;
    auto run = [&]() -> Task<void> {
        http::Response response = co_await service(request);
        const auto announced = response.body.size();
        const std::string body = co_await response.body.collect(1 << 20);
        require(!announced || *announced == body.size());
        const std::string_view type = response.headers.get("content-type").value_or("");
        if (request.path == "/_kaon/dev/state") {
            require(json::read<dev::State>(body).value().generation == 3 && type == "application/json");
        } else if (request.path == "/_kaon/dev/script.js") {
            require(type.starts_with("text/javascript"));
        } else {
            require(body.starts_with(application.content) && type == application.type);
            const bool is_page =
                type.starts_with("text/html") && (wanted.empty() || wanted == "document" || wanted == "iframe");
            const std::string_view added = std::string_view(body).substr(application.content.size());
            require(added.starts_with("<script src=\"/_kaon/dev/") == is_page && added.empty() == !is_page);
            require(response.headers.has("etag") == !is_page);
        }
    };
    require(loop.run(run()).has_value());
    return 0;
}
