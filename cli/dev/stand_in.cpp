// The page without the project's program.
#include "cli/dev/stand_in.hpp"

#include "kaon/program/dev/dev_service.hpp"
#include "kaon/web/escape.hpp"

namespace kaon::inline v0::cli::dev {

using kaon::dev::Problem;
using kaon::dev::State;

namespace {

std::string place_of(const Problem& problem) {
    std::string place = problem.file;
    if (problem.line) place += ":" + std::to_string(problem.line);
    if (problem.column) place += ":" + std::to_string(problem.column);
    return place;
}

std::string escaped(std::string_view text) { return web::escape_html(text); }

// What answers before the dev mode's own paths and script are added.
struct Application {
    std::string folder;

    Task<http::Response> operator()(http::Request& request) const {
        const Result<State> read = kaon::dev::read_state(folder);
        const State state = read ? *read : State();
        const auto accept = request.headers.get("accept");
        const bool wants_page = accept && accept->find("text/html") != std::string_view::npos;
        http::Response response{.status = http::Status::service_unavailable};
        if (wants_page) response.headers.set("content-type", "text/html; charset=utf-8");
        else response.headers.set("content-type", "text/plain; charset=utf-8");
        response.headers.set("cache-control", "no-store");
        response.headers.set("retry-after", "1");
        response.body = http::Body(wants_page ? stand_in_page(state) : stand_in_text(state));
        co_return response;
    }
};

}  // namespace

Task<void> StandIn::serve(Fd listener) {
    const auto server = std::make_shared<transport::Server>(transport::Server::adopt(std::move(listener)));
    server_ = server;
    const Application application{folder_};
    const kaon::dev::DevService service(application, {.folder = folder_, .generation = 0});
    co_await server->serve(runtime_, service);
}

void StandIn::stop() {
    if (server_) server_->stop();
    server_.reset();
}

std::string stand_in_page(const State& state) {
    const std::string title = escaped(state.title.empty() ? "Building" : state.title);
    std::string page = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + title +
                       "</title><meta name=\"viewport\" content=\"width=device-width\"></head><body><h1>" + title +
                       "</h1>";
    for (const Problem& problem : state.problems) {
        page += "<h2>" + escaped(place_of(problem)) + "</h2><pre>" + escaped(problem.message) + "</pre><pre>" +
                escaped(problem.excerpt) + "</pre>";
    }
    return page + "<p>This page reloads when the program serves.</p></body></html>\n";
}

std::string stand_in_text(const State& state) {
    std::string text = (state.title.empty() ? "Building" : state.title) + "\n";
    for (const Problem& problem : state.problems) {
        const std::string place = place_of(problem);
        text += place.empty() ? problem.message + "\n" : place + ": " + problem.message + "\n";
    }
    return text;
}

}  // namespace kaon::inline v0::cli::dev
