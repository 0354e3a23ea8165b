// Handler: what a server calls for each request: any callable from Request& to Task<Response>, by reference.
//
//   Service service = ...;          // outlives the server
//   Handler handler(service);
//
// The request lives until the response has been sent. What it throws before it gives a Task is as if the Task had.
// Threads: called on every core at once; const.
#pragma once

#include <exception>
#include <new>
#include <type_traits>

#include "kaon/http/message.hpp"

namespace kaon::inline v0::transport {

class Handler {
public:
    using Function = Task<http::Response>(http::Request&);

    Handler(Function& function)
        : target_{.function = &function},
          call_([](Target target, http::Request& request) { return target.function(request); }) {}
    template <class S>
        requires(std::is_class_v<S> && !std::is_same_v<S, Handler> &&
                 std::is_invocable_r_v<Task<http::Response>, const S&, http::Request&>)
    Handler(const S& service [[clang::lifetimebound]])
        : target_{.object = &service}, call_([](Target target, http::Request& request) -> Task<http::Response> {
              return (*static_cast<const S*>(target.object))(request);
          }) {}

    Task<http::Response> operator()(http::Request& request) const {
        try {
            return call_(target_, request);
        } catch (const std::bad_alloc&) {
            throw;  // the connection's business
        } catch (...) {
            return thrown(std::current_exception());
        }
    }

private:
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
};

}  // namespace kaon::inline v0::transport
