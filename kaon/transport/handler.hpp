// Handler: what a server calls for each request: any callable from Request& to Task<Response>, by reference.
//
//   Service service = ...;          // outlives the server
//   Handler handler(service);
//
// One that can often answer without waiting says so by a function beside its call, and spares the Task:
//
//   std::optional<Task<Response>> start(Request&, Context&, Response& out) const;     // nothing: `out` is the answer
//
// The request lives until the response has been sent. What it throws before it gives a Task is as if the Task had.
// Threads: called on every core at once; const.
#pragma once

#include <exception>
#include <new>
#include <optional>
#include <type_traits>

#include "kaon/http/message.hpp"

namespace kaon::inline v0::transport {

class Handler {
public:
    using Function = Task<http::Response>(http::Request&);

    using Started = std::optional<Task<http::Response>>;

    Handler(Function& function)
        : target_{.function = &function},
          call_([](Target target, http::Request& request) { return target.function(request); }),
          start_([](Target target, http::Request& request, Context&, http::Response&) -> Started {
              return target.function(request);
          }) {}
    template <class S>
        requires(std::is_class_v<S> && !std::is_same_v<S, Handler> &&
                 std::is_invocable_r_v<Task<http::Response>, const S&, http::Request&>)
    Handler(const S& service [[clang::lifetimebound]])
        : target_{.object = &service}, call_([](Target target, http::Request& request) -> Task<http::Response> {
              return (*static_cast<const S*>(target.object))(request);
          }),
          start_([](Target target, http::Request& request, Context& context, http::Response& response) -> Started {
              const S& handler = *static_cast<const S*>(target.object);
              if constexpr (requires { Started(handler.start(request, context, response)); })
                  return handler.start(request, context, response);
              else return handler(request);
          }) {}

    Task<http::Response> operator()(http::Request& request) const {
        return guarded<Task<http::Response>>([&] { return call_(target_, request); });
    }
    // The Task is to be started in this context; without one, `response` is the answer.
    Started start(http::Request& request, Context& context, http::Response& response) const {
        return guarded<Started>([&] { return start_(target_, request, context, response); });
    }

private:
    template <class Given, class F>
    static Given guarded(F call) {
        try {
            return call();
        } catch (const std::bad_alloc&) {
            throw;  // the connection's business
        } catch (...) {
            return thrown(std::current_exception());
        }
    }
    static Task<http::Response> thrown(std::exception_ptr exception) {
        std::rethrow_exception(exception);
        co_return http::Response();
    }

    union Target {
        const void* object;
        Function* function;
    };
    Target target_;
    Task<http::Response> (*call_)(Target, http::Request&);
    Started (*start_)(Target, http::Request&, Context&, http::Response&);
};

}  // namespace kaon::inline v0::transport
