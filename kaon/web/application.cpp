// Routing of one request, and the endpoints that answer when no handler does.
#include "kaon/web/application.hpp"

#include <utility>

#include "kaon/web/error.hpp"
#include "kaon/web/layer.hpp"
#include "kaon/web/problem.hpp"

namespace kaon::inline v0::web {

namespace {

// A path that a browser would not read as "//host" and that breaks no header.
bool is_safe_location(std::string_view path) {
    if (path.size() > 1 && path[1] == '/') return false;
    for (char c : path) {
        if (static_cast<unsigned char>(c) <= 0x20 || c == '\\' || c == 0x7f) return false;
    }
    return path.starts_with('/');
}

std::string with_other_slash(std::string_view path) {
    if (path.ends_with('/')) path.remove_suffix(1);
    else return std::string(path) + '/';
    return std::string(path);
}

// Whoever holds this core for long is reported by its route.
void show_as(const Endpoint& endpoint, Context& context) {
    context.doing = endpoint.pattern.c_str();
    context.core->set_doing(context.doing);
}

}  // namespace

const Endpoint* PathEntry::find(http::Method method) const {
    const auto at = [this](http::Method m) { return by_method[static_cast<std::size_t>(m)]; };
    if (method != http::Method::unknown) [[likely]] {
        if (const Endpoint* own = at(method)) return own;
        if (method == http::Method::head && at(http::Method::get)) return at(http::Method::get);
    }
    if (any) return any;
    return method == http::Method::options ? &options : &not_allowed;
}

// One policy: a route answers the form it was written in; GET and HEAD of the other form are sent there.
const Endpoint* Application::other_slash(const http::Request& message) const {
    const std::string_view path = message.path;
    if (message.method != http::Method::get && message.method != http::Method::head) return nullptr;
    if (path.size() < 2 || !is_safe_location(path)) return nullptr;
    Captures ignored;
    const Tree::Found other = tree.find(with_other_slash(path), ignored);
    if (other.outcome != Tree::Found::matched) return nullptr;
    const PathEntry& entry = *paths[other.value];
    const Endpoint* endpoint = entry.find(http::Method::get);
    return endpoint == &entry.not_allowed ? nullptr : &redirect;
}

const Endpoint& Application::route_to_nowhere(const http::Request& message, Tree::Found found) const {
    if (found.outcome == Tree::Found::bad_encoding) return bad_path;
    if (message.method == http::Method::options && message.path == "*") return options_everything;
    if (const Endpoint* there = other_slash(message)) return *there;
    return fallback ? *fallback : not_found;
}

Task<http::Response> Application::serve(http::Request& message) const {
    Captures captures;
    const Endpoint& endpoint = route(message, captures);
    return serve_at(endpoint, std::move(captures), message);
}

// Most handlers of most programs wait for nothing: for them there is no coroutine at all.
std::optional<Task<http::Response>> Application::start(http::Request& message, Context& context,
                                                       http::Response& response) const {
    Captures captures;
    const Endpoint& endpoint = route(message, captures);
    const bool body_comes = endpoint.body == BodyUse::whole && !message.body.bytes();
    if (!endpoint.answers_at_once || body_comes) return serve_at(endpoint, std::move(captures), message);
    show_as(endpoint, context);
    Request request(*this, endpoint, std::move(captures), message, context);
    NextAtOnce(0)(request, response);
    return std::nullopt;
}

Task<http::Response> Application::serve_at(const Endpoint& endpoint, Captures captures, http::Request& message) const {
    Context& context = co_await current_context();
    show_as(endpoint, context);
    Request request(*this, endpoint, std::move(captures), message, context);
    co_return co_await Pending(request, 0);
}

http::Response Application::respond_to(const Error& error, Request& request) const {
    http::Response response = problem_response(error, request);
    if (request.endpoint().start == &start_not_allowed) {
        response.headers.set("allow", *static_cast<const std::string*>(request.endpoint().handler));
    }
    if (!on_error) return response;
    try {
        return on_error(error, request, std::move(response));
    } catch (...) {
        const Error broken = Error(Errc::internal)
                                 .with_detail("on_error threw while it answered: " + error.describe_all())
                                 .with_cause(kaon::detail::exception_error());
        return problem_response(broken, request);
    }
}

// A CONNECT that names host and port alone has no path: it wants a tunnel, which we do not have.
void start_not_found(const void*, Call& call) {
    if (call.request.path().empty()) call.error.emplace(Errc::unimplemented, "there are no tunnels here");
    else call.error.emplace(Errc::not_found);
}
void start_bad_path(const void*, Call& call) {
    call.error.emplace(Errc::invalid, "the path is not percent-encoded correctly");
}
// https://www.rfc-editor.org/rfc/rfc9110#section-9.1: a method that nobody knows is not one that this path lacks.
void start_not_allowed(const void*, Call& call) {
    if (call.request.method() == http::Method::unknown) call.error.emplace(Errc::unimplemented, "no such method");
    else call.error.emplace(WebErrc::method_not_allowed);
}
void start_options(const void* allow, Call& call) {
    call.response.status = http::Status::no_content;
    call.response.headers.set("allow", *static_cast<const std::string*>(allow));
}
void start_redirect(const void*, Call& call) {
    std::string location = with_other_slash(call.request.path());
    if (!call.request.query().empty()) location.append("?").append(call.request.query());
    call.response.status = http::Status::permanent_redirect;
    call.response.headers.set("location", location);
}

}  // namespace kaon::inline v0::web
