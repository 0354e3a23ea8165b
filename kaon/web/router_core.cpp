// Collects routes and checks at start-up what the compiler could not see.
#include "kaon/web/router_core.hpp"

#include <algorithm>
#include <iterator>

#include "kaon/web/route.hpp"

namespace kaon::inline v0::web {

namespace {

template <class T>
void append(std::vector<T>& to, const std::vector<T>& from) {
    to.insert(to.end(), from.begin(), from.end());
}
template <class T>
void prepend(std::vector<T>& to, const std::vector<T>& from) {
    to.insert(to.begin(), from.begin(), from.end());
}

void give_to(RouterCore::Cell& cell, const StateEntry& state) {
    const auto same = [&](const StateEntry& there) { return there.tag == state.tag; };
    if (std::none_of(cell.states.begin(), cell.states.end(), same)) cell.states.push_back(state);
}

std::string name_of(const RouterCore::Cell& cell) {
    return std::string(method_name(cell.method, cell.any)) + " " + cell.pattern;
}

}  // namespace

void RouterCore::add(const RouteFacts& facts, Handler handler, RouteSettings settings) {
    Cell cell{.method = facts.method,
              .any = facts.any,
              .pattern = std::string(facts.pattern),
              .handler_name = facts.handler,
              .handler = std::move(handler),
              .start = facts.start,
              .body = facts.body,
              .opens_tunnel = facts.opens_tunnel,
              .answers_at_once = facts.answers_at_once,
              .own_layers = std::move(settings.layers),
              .body_limit = settings.body_limit};
    for (std::size_t i = 0; i < facts.need_count; ++i) cell.needs.emplace_back(facts.needs[i], facts.need_names[i]);
    cells_.push_back(std::move(cell));
}

void RouterCore::add_fallback(const RouteFacts& facts, Handler handler) {
    if (fallback_) return add_mistake("two fallbacks in one router");
    add(facts, std::move(handler), {});
    fallback_ = std::move(cells_.back());
    cells_.pop_back();
}

void RouterCore::add_hook(ErrorHook hook) {
    if (on_error_) return add_mistake("two on_error(...) in one application");
    on_error_ = std::move(hook);
}

void RouterCore::add_layers(RouteSettings settings) {
    append(settings_.layers, settings.layers);
    if (settings.body_limit) settings_.body_limit = settings.body_limit;
}

void RouterCore::close() {
    const auto wrap = [this](Cell& cell) {
        prepend(cell.layers, settings_.layers);
        if (!cell.body_limit) cell.body_limit = settings_.body_limit;
    };
    for (Cell& cell : cells_) wrap(cell);
    if (fallback_) wrap(*fallback_);
    prepend(outer_layers_, settings_.layers);
    settings_ = {};
}

void RouterCore::nest(std::string_view prefix, RouterCore&& inner) {
    if (!prefix.empty()) {
        if (const Pattern p = parse_prefix(prefix); !p.ok()) {
            return add_mistake("prefix \"" + std::string(prefix) + "\": " + std::string(p.why));
        }
    }
    const std::size_t captures = prefix.empty() ? 0 : parse_prefix(prefix).count;
    if (inner.fallback_ && prefix.empty()) {
        if (fallback_) add_mistake("two fallbacks in one router");
        else fallback_ = std::move(inner.fallback_);
    } else if (inner.fallback_) {
        inner.fallback_->pattern = "/{*rest}";
        inner.fallback_->any = AnyMethod::yes;
        inner.cells_.push_back(*std::move(inner.fallback_));
    }
    for (Cell& cell : inner.cells_) {
        cell.pattern =
            cell.pattern == "/" && !prefix.empty() ? std::string(prefix) : std::string(prefix) + cell.pattern;
        cell.prefix_captures += captures;
        prepend(cell.layers, outer_layers_);  // not empty when this router was closed before
        for (const StateEntry& state : states_) give_to(cell, state);
        cells_.push_back(std::move(cell));
    }
    for (const AtRestart kind : {AtRestart::side_by_side, AtRestart::one_by_one})
        append(background_.of(kind), inner.background_.of(kind));
    append(owners_, inner.owners_);
    append(mistakes_, inner.mistakes_);
    if (inner.on_error_) add_hook(std::move(inner.on_error_));
}

void RouterCore::give(StateEntry state, std::shared_ptr<void> owner) {
    for (Cell& cell : cells_) give_to(cell, state);
    if (fallback_) give_to(*fallback_, state);
    states_.push_back(state);
    owners_.push_back(std::move(owner));
}

std::vector<RouteInfo> RouterCore::list() const {
    std::vector<RouteInfo> all;
    for (const Cell& cell : cells_) {
        Message name;
        append_type(name, cell.handler_name);
        all.push_back({std::string(method_name(cell.method, cell.any)), cell.pattern, std::string(name.view())});
    }
    std::sort(all.begin(), all.end(), [](const RouteInfo& a, const RouteInfo& b) {
        return a.pattern != b.pattern ? a.pattern < b.pattern : a.method < b.method;
    });
    return all;
}

void RouterCore::check(Application&) {
    std::vector<std::pair<std::uint64_t, const Cell*>> shapes;
    for (const Cell& cell : cells_) {
        const auto method = cell.any == AnyMethod::yes ? std::uint8_t{255} : static_cast<std::uint8_t>(cell.method);
        shapes.emplace_back(pattern_shape(method, cell.pattern), &cell);
        if (const Pattern p = parse_pattern(cell.pattern); !p.ok()) {
            add_mistake(name_of(cell) + ": " + std::string(p.why));
        }
        for (const auto& [tag, name] : cell.needs) {
            const auto same = [tag](const StateEntry& state) { return state.tag == tag; };
            if (std::any_of(cell.states.begin(), cell.states.end(), same)) continue;
            add_mistake(name_of(cell) + ": no state '" + std::string(name) + "' was given with .with()");
        }
    }
    std::sort(shapes.begin(), shapes.end());  // cells lie in order of registration
    for (std::size_t i = 1; i < shapes.size(); ++i) {
        if (shapes[i].first != shapes[i - 1].first) continue;
        add_mistake(name_of(*shapes[i].second) + " answers the same requests as " + name_of(*shapes[i - 1].second));
    }
}

Result<std::shared_ptr<const Application>> RouterCore::build() && {
    auto app = std::make_shared<Application>();
    app->routes = list();
    check(*app);
    if (!mistakes_.empty()) {
        std::string all;
        for (const std::string& text : mistakes_) all += (all.empty() ? "" : "\n") + text;
        return Error(Errc::internal, "the routes contradict each other or lack something").with_detail(all);
    }
    link(*app);
    app->states = std::move(owners_);
    app->background = std::move(background_);
    app->on_error = std::move(on_error_);
    return std::shared_ptr<const Application>(std::move(app));
}

}  // namespace kaon::inline v0::web
