// Makes the tables that requests are served from out of what a router collected.
#include <algorithm>

#include "kaon/web/layer.hpp"
#include "kaon/web/router_core.hpp"

namespace kaon::inline v0::web {

namespace {

bool answer_at_once(const std::vector<std::shared_ptr<const AnyLayer>>& layers) {
    return std::ranges::all_of(layers, [](const auto& layer) { return layer->answers_at_once(); });
}

std::unique_ptr<Endpoint> make_endpoint(RouterCore::Cell& cell) {
    auto endpoint = std::make_unique<Endpoint>();
    endpoint->handler = cell.handler.get();
    endpoint->start = cell.start;
    endpoint->pattern = cell.pattern;
    const Pattern names = parse_pattern(endpoint->pattern);
    std::copy_n(names.captures, names.count, endpoint->captures);
    endpoint->capture_count = names.count;
    endpoint->prefix_captures = cell.prefix_captures;
    endpoint->body = cell.body;
    endpoint->body_limit = cell.body_limit.value_or(default_body_limit);
    endpoint->layers = cell.layers;
    endpoint->layers.insert(endpoint->layers.end(), cell.own_layers.begin(), cell.own_layers.end());
    endpoint->answers_at_once = cell.answers_at_once && answer_at_once(endpoint->layers);
    endpoint->states = cell.states;
    return endpoint;
}

std::string allow_of(const PathEntry& entry) {
    std::string allow;
    const auto add = [&](std::string_view method) { allow.append(allow.empty() ? "" : ", ").append(method); };
    const auto has = [&](http::Method m) { return entry.by_method[static_cast<std::size_t>(m)] != nullptr; };
    for (std::size_t m = 0; m < PathEntry::methods; ++m) {
        const auto method = static_cast<http::Method>(m);
        if (has(method) || (method == http::Method::head && has(http::Method::get)) ||
            method == http::Method::options) {
            add(http::text(method));
        }
    }
    return allow;
}

}  // namespace

void RouterCore::finish_path(PathEntry& entry, const Endpoint& first, std::size_t router_layers) {
    entry.allow = allow_of(entry);
    entry.options = {.handler = &entry.allow, .start = &start_options, .pattern = first.pattern};
    entry.options.layers.assign(first.layers.begin(),
                                first.layers.begin() + static_cast<std::ptrdiff_t>(router_layers));
    entry.options.answers_at_once = answer_at_once(entry.options.layers);
    entry.not_allowed = entry.options;
    entry.not_allowed.start = &start_not_allowed;
}

void RouterCore::link(Application& app) {
    std::vector<std::pair<PathEntry*, const Endpoint*>> tunnels;
    std::vector<std::pair<const Endpoint*, std::size_t>> firsts;  // of each path, with how many layers are the routers'
    for (Cell& cell : cells_) {
        app.endpoints.push_back(make_endpoint(cell));
        Endpoint* endpoint = app.endpoints.back().get();
        app.handlers.push_back(std::move(cell.handler));
        const auto next = static_cast<std::uint32_t>(app.paths.size());
        const std::uint32_t at = app.tree.add(endpoint->pattern, next);
        if (at == next) {
            app.paths.push_back(std::make_unique<PathEntry>());
            firsts.emplace_back(endpoint, cell.layers.size());
        }
        PathEntry& entry = *app.paths[at];
        if (cell.any == AnyMethod::yes) entry.any = endpoint;
        else entry.by_method[static_cast<std::size_t>(cell.method)] = endpoint;
        if (cell.opens_tunnel && cell.method == http::Method::get) tunnels.emplace_back(&entry, endpoint);
    }
    for (std::size_t i = 0; i < app.paths.size(); ++i) finish_path(*app.paths[i], *firsts[i].first, firsts[i].second);
    // What opens a WebSocket by GET over HTTP/1.1 does so by CONNECT over HTTP/2 (RFC 8441); Allow need not say it.
    for (const auto& [entry, endpoint] : tunnels) {
        const Endpoint*& slot = entry->by_method[static_cast<std::size_t>(http::Method::connect)];
        if (!slot) slot = endpoint;
    }
    if (fallback_) {
        fallback_->pattern.clear();
        app.endpoints.push_back(make_endpoint(*fallback_));
        app.handlers.push_back(std::move(fallback_->handler));
        app.fallback = app.endpoints.back().get();
    }
    app.all_methods = "GET, HEAD, POST, PUT, DELETE, OPTIONS, PATCH";
    const bool at_once = answer_at_once(outer_layers_);
    app.not_found = {.start = &start_not_found, .answers_at_once = at_once, .layers = outer_layers_};
    app.bad_path = {.start = &start_bad_path, .answers_at_once = at_once, .layers = outer_layers_};
    app.redirect = {.start = &start_redirect, .answers_at_once = at_once, .layers = outer_layers_};
    app.options_everything = {
        .handler = &app.all_methods, .start = &start_options, .answers_at_once = at_once, .layers = outer_layers_};
}

}  // namespace kaon::inline v0::web
