// Application: a finished router: the tree, the endpoints, and what answers when no route does. Internals of Service.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "kaon/web/endpoint.hpp"
#include "kaon/web/item.hpp"
#include "kaon/web/request.hpp"
#include "kaon/web/tree.hpp"

namespace kaon::inline v0::web {

// All methods of one path.
struct PathEntry {
    static constexpr std::size_t methods = http::known_methods;
    const Endpoint* by_method[methods]{};
    const Endpoint* any = nullptr;
    Endpoint options;      // what answers OPTIONS by itself
    Endpoint not_allowed;  // what answers 405
    std::string allow;     // "GET, HEAD, OPTIONS"

    const Endpoint* find(http::Method method) const;
};

struct RouteInfo {
    std::string method;
    std::string pattern;
    std::string handler;
};

class Application {
public:
    Task<http::Response> serve(http::Request& message) const;
    // As Service::start().
    std::optional<Task<http::Response>> start(http::Request& message, Context& context, http::Response& response) const;

    // The endpoint for a request; fills its captures. Never fails: 404 and its like are endpoints too.
    const Endpoint& route(const http::Request& message, Captures& captures) const {
        const Tree::Found found = tree.find(message.path, captures);
        if (found.outcome == Tree::Found::matched) [[likely]]
            return *paths[found.value]->find(message.method);
        return route_to_nowhere(message, found);
    }
    // The response for an error: problem+json or a page, then the hook. Logs what is the server's own fault.
    http::Response respond_to(const Error& error, Request& request) const;

    Tree tree;
    std::vector<std::unique_ptr<PathEntry>> paths;
    std::vector<std::unique_ptr<Endpoint>> endpoints;
    std::vector<Handler> handlers;
    std::vector<std::shared_ptr<void>> states;
    BackgroundTasks background;
    std::vector<RouteInfo> routes;
    std::string all_methods;  // for OPTIONS *
    ErrorHook on_error;
    const Endpoint* fallback = nullptr;
    Endpoint not_found, bad_path, redirect, options_everything;

private:
    const Endpoint& route_to_nowhere(const http::Request& message, Tree::Found found) const;
    const Endpoint* other_slash(const http::Request& message) const;
    Task<http::Response> serve_at(const Endpoint& endpoint, Captures captures, http::Request& message) const;
};

// What answers when no handler does.
void start_not_found(const void*, Call& call);
void start_bad_path(const void*, Call& call);
void start_not_allowed(const void* allow, Call& call);
void start_options(const void* allow, Call& call);
void start_redirect(const void*, Call& call);

}  // namespace kaon::inline v0::web
