// RouterCore: the erased router, and how it becomes an Application. Internals of Router.
#pragma once

#include <string>
#include <vector>

#include "kaon/web/application.hpp"
#include "kaon/web/item.hpp"

namespace kaon::inline v0::web {

class RouterCore {
public:
    struct Cell {
        http::Method method;
        AnyMethod any;
        std::string pattern;
        std::string_view handler_name;
        Handler handler;
        Start start;
        BodyUse body;
        bool opens_tunnel = false;
        bool answers_at_once = false;
        std::size_t prefix_captures = 0;
        std::vector<std::shared_ptr<const AnyLayer>> layers;      // of routers, outermost first
        std::vector<std::shared_ptr<const AnyLayer>> own_layers;  // of this route alone
        std::optional<std::uint64_t> body_limit;
        std::vector<StateEntry> states;
        std::vector<std::pair<TypeTag, std::string_view>> needs;
    };

    void add(const RouteFacts& facts, Handler handler, RouteSettings settings);
    void add_layers(RouteSettings settings);
    void add_fallback(const RouteFacts& facts, Handler handler);
    void add_background(std::function<Task<void>()> start, AtRestart at_restart) {
        background_.of(at_restart).push_back(std::move(start));
    }
    void add_hook(ErrorHook hook);
    void add_mistake(std::string text) { mistakes_.push_back(std::move(text)); }
    void nest(std::string_view prefix, RouterCore&& inner);
    void give(StateEntry state, std::shared_ptr<void> owner);
    // After the last item: the layers go around everything that was listed.
    void close();

    std::vector<RouteInfo> list() const;
    Result<std::shared_ptr<const Application>> build() &&;

private:
    void check(Application& app);
    void link(Application& app);
    void finish_path(PathEntry& entry, const Endpoint& first, std::size_t router_layers);

    std::vector<Cell> cells_;
    std::optional<Cell> fallback_;
    RouteSettings settings_;  // of layer(...) items
    std::vector<std::shared_ptr<const AnyLayer>> outer_layers_;
    std::vector<StateEntry> states_;
    std::vector<std::shared_ptr<void>> owners_;
    BackgroundTasks background_;
    ErrorHook on_error_;
    std::vector<std::string> mistakes_;
};

}  // namespace kaon::inline v0::web
