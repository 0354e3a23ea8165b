// Composes both forms of an error, and logs the server's own faults.
#include "kaon/web/problem.hpp"

#include "kaon/http/accept.hpp"
#include "kaon/json/write.hpp"
#include "kaon/telemetry/log.hpp"
#include "kaon/web/error.hpp"
#include "kaon/web/escape.hpp"
#include "kaon/web/request.hpp"

namespace kaon::inline v0::web {

struct ProblemField {
    std::string field;
    std::string message;
};
struct Problem {
    std::string type = "about:blank";
    std::string title;
    int status = 0;
    std::optional<std::string> detail;
    std::string instance;
    std::optional<std::string_view> kind;
    std::optional<std::string_view> code;
    std::optional<std::vector<ProblemField>> errors;
};

namespace {

constexpr telemetry::Log log("web");

std::string page(const Problem& problem) {
    std::string out = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                      "<meta name=\"viewport\" content=\"width=device-width\"><title>";
    const std::string heading = std::to_string(problem.status) + " " + problem.title;
    out += escape_html(heading) + "</title></head><body><h1>" + escape_html(heading) + "</h1>";
    if (problem.detail) out += "<p>" + escape_html(*problem.detail) + "</p>";
    if (problem.errors) {
        out += "<ul>";
        for (const ProblemField& f : *problem.errors) {
            out += "<li><code>" + escape_html(f.field) + "</code>: " + escape_html(f.message) + "</li>";
        }
        out += "</ul>";
    }
    return out + "<p><small>" + escape_html(problem.instance) + "</small></p></body></html>\n";
}

void log_fault(const Error& error, const Request& request) {
    const std::string all = error.describe_all();
    log.error("request failed", {{"method", http::text(request.method())},
                                 {"route", request.route()},
                                 {"path", request.path()},
                                 {"id", request.id()},
                                 {"error", all}});
    if (FaultKeeper* keeper = FaultKeeper::current()) {
        keeper->text = all;
        keeper->is_logged = log.enabled(telemetry::Level::error);
    }
}

}  // namespace

thread_local constinit FaultKeeper* FaultKeeper::current_ = nullptr;

bool prefers_html(std::string_view accept) {
    constexpr std::string_view offers[] = {"application/problem+json", "application/json", "text/html"};
    return http::best_media_type(accept, offers) == 2;
}

http::Response problem_response(const Error& error, const Request& request) {
    const http::Status status = status_of(error);
    Problem problem{.title = std::string(http::phrase(status)), .status = http::code(status)};
    problem.instance = "urn:request:" + std::string(request.id());
    // A request that was cancelled is nobody's fault; what somebody else's end has caused is.
    if (problem.status >= 500 && !error.is(Errc::cancelled)) log_fault(error, request);
    if (error.kind() != Errc::internal) {
        problem.detail = std::string(error.text());
        problem.code = error.name();
        const std::string_view kind = describe(error.kind()).name;
        if (kind != error.name()) problem.kind = kind;
    }
    if (!error.fields().empty()) {
        problem.errors.emplace();
        for (const FieldError& f : error.fields()) problem.errors->push_back({f.path, f.message});
    }
    http::Response response{.status = status};
    if (prefers_html(request.header("accept").value_or(""))) {
        response.headers.set("content-type", "text/html; charset=utf-8");
        response.body = http::Body(page(problem));
    } else {
        response.headers.set("content-type", "application/problem+json");
        response.body = http::Body(json::write(problem, {.empty = json::Empty::omitted}));
    }
    response.headers.set("cache-control", "no-store");
    if (status == http::Status::upgrade_required) {
        // https://www.rfc-editor.org/rfc/rfc9110#section-15.5.22; RFC 6455, section 4.4
        response.headers.set("connection", "upgrade");
        response.headers.set("upgrade", "websocket");
        response.headers.set("sec-websocket-version", "13");
    }
    return response;
}

}  // namespace kaon::inline v0::web
