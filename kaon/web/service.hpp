// Service: a finished application: what a transport calls for every request.
//
//   Result<Service> service = router().with(std::move(db)).build();
//   server.serve(*service);                                // any callable http::Request& -> Task<http::Response>
//   for (const auto& start : service->background()) scope.spawn(start());
//
// Never fails: what goes wrong inside is a response. Copies share one application. Lifetime: the http::Request outlives
// the Task. Threads: any number of cores at once.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kaon/coro/task.hpp"
#include "kaon/http/message.hpp"
#include "kaon/web/background.hpp"

namespace kaon::inline v0 {

namespace web {
class Application;
struct RouteInfo;
}  // namespace web

class Service {
public:
    Task<http::Response> operator()(http::Request& request) const;
    // For a transport: answers into `response` where handler and layers wait for nothing, and gives nothing then; else
    // the Task that answers, to be started in this context.
    std::optional<Task<http::Response>> start(http::Request& request, Context& context, http::Response& response) const;

    // Tasks that live as long as the application: started with it, cancelled when it stops. Those that no two processes
    // may run at once are listed apart.
    const std::vector<std::function<Task<void>()>>& background(AtRestart which = AtRestart::side_by_side) const;
    const std::vector<web::RouteInfo>& routes() const;

    // For Router::build().
    static Result<Service> from(Result<std::shared_ptr<const web::Application>> application);

private:
    explicit Service(std::shared_ptr<const web::Application> application) : application_(std::move(application)) {}
    std::shared_ptr<const web::Application> application_;
};

}  // namespace kaon::inline v0
