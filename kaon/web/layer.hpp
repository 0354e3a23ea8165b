// Layers: code around handlers. A layer is an object with one const call operator:
//
//   struct Stamp {
//       Task<http::Response> operator()(Request& request, Next next) const {
//           http::Response response = co_await next(request);
//           response.headers.set("x-stamp", "1");
//           co_return response;
//       }
//   };
//   Router{get<"/">(home), layer(trace(), timeout(5s), Stamp{})};     // the first is the outermost
//
// Where nothing waits, neither the handler nor any layer around it, a request is answered without a coroutine. A layer
// that waits for nothing itself takes part by saying the same a second time, as a plain function:
//
//       Result<> answer(Request& request, NextAtOnce next, http::Response& response) const {
//           next(request, response);
//           response.headers.set("x-stamp", "1");
//           return {};
//       }
//
// Layers run after routing, also around 404 and 405, and know request.route(). `co_await next(request)` never fails:
// what went wrong below is a response already. For timeout() and its like, which want a Task: next(request).task().
// Threads: one object serves all cores, so it is const.
#pragma once

#include <concepts>
#include <memory>
#include <utility>
#include <vector>

#include "kaon/web/endpoint.hpp"
#include "kaon/web/item.hpp"
#include "kaon/web/request.hpp"

namespace kaon::inline v0 {

// The rest of the way to a response: awaited at once.
class [[nodiscard]] Pending {
public:
    Pending(Request& request, std::size_t index) : request_(request), index_(index) {}

    Task<http::Response> task() &&;
    // Runs what is below in another context, which outlives the await: with a span, a deadline.
    Pending in(Context& context) && {
        context_ = &context;
        return *this;
    }

    class Awaiter {
    public:
        Awaiter(Request& request, std::size_t index, Context& context)
            : call_{request, response_}, index_(index), context_(context) {}
        Awaiter(const Awaiter&) = delete;
        Awaiter& operator=(const Awaiter&) = delete;
        bool await_ready();
        std::coroutine_handle<> await_suspend(std::coroutine_handle<> waiting);
        // Good until the end of the full expression: bind it to an http::Response.
        http::Response&& await_resume();

    private:
        http::Response response_;
        web::Call call_;
        std::size_t index_;
        Context& context_;
        TaskWaiter waiter_;
    };
    Awaiter awaiter_for(PromiseBase& self) { return {request_, index_, context_ ? *context_ : self.context()}; }

private:
    Request& request_;
    std::size_t index_;
    Context* context_ = nullptr;
};

// What is below a layer.
class Next {
public:
    explicit Next(std::size_t index) : index_(index) {}
    Pending operator()(Request& request) const { return {request, index_}; }

private:
    std::size_t index_;
};

// The same where nothing waits: fills `response`, which is a new one, and never fails either.
class NextAtOnce {
public:
    explicit NextAtOnce(std::size_t index) : index_(index) {}
    void operator()(Request& request, http::Response& response) const;

private:
    std::size_t index_;
};

class AnyLayer {
public:
    virtual ~AnyLayer() = default;
    virtual Task<http::Response> run(Request& request, Next next) const = 0;
    virtual bool answers_at_once() const = 0;
    // For one that does.
    virtual Result<> answer(Request& request, NextAtOnce next, http::Response& response) const = 0;
};

template <class L>
concept Layer = requires(const L& l, Request& request, Next next) {
    { l(request, next) } -> std::same_as<Task<http::Response>>;
};
template <class L>
concept LayerAtOnce = Layer<L> && requires(const L& l, Request& request, NextAtOnce next, http::Response& response) {
    { l.answer(request, next, response) } -> std::same_as<Result<>>;
};
// What sets something for routes instead of running around them: body_limit(n).
template <class S>
concept RouteSetting = requires(const S& s, web::RouteSettings& settings) { s.apply(settings); };

namespace web {

template <class L>
class LayerOf final : public AnyLayer {
public:
    explicit LayerOf(L layer) : layer_(std::move(layer)) {}
    Task<http::Response> run(Request& request, Next next) const override { return layer_(request, next); }
    bool answers_at_once() const override { return LayerAtOnce<L>; }
    Result<> answer(Request& request, NextAtOnce next, http::Response& response) const override {
        if constexpr (LayerAtOnce<L>) return layer_.answer(request, next, response);
        else std::unreachable();
    }

private:
    L layer_;
};

template <class L>
void add_layer(RouteSettings& settings, L layer) {
    if constexpr (RouteSetting<L>) {
        layer.apply(settings);
    } else if constexpr (Layer<L>) {
        settings.layers.push_back(std::make_shared<LayerOf<L>>(std::move(layer)));
    } else {
        static_assert(false, layer_mistake<L>());
    }
}

}  // namespace web

// Puts layers around every route of the router that it is listed in.
template <class... L>
web::LayerItem layer(L... layers) {
    web::LayerItem item;
    (web::add_layer(item.settings, std::move(layers)), ...);
    return item;
}

}  // namespace kaon::inline v0
