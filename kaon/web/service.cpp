// Hands requests to the application.
#include "kaon/web/service.hpp"

#include "kaon/web/application.hpp"

namespace kaon::inline v0 {

Task<http::Response> Service::operator()(http::Request& request) const { return application_->serve(request); }

std::optional<Task<http::Response>> Service::start(http::Request& request, Context& context,
                                                   http::Response& response) const {
    return application_->start(request, context, response);
}

const std::vector<std::function<Task<void>()>>& Service::background(AtRestart which) const {
    return application_->background.of(which);
}
const std::vector<web::RouteInfo>& Service::routes() const { return application_->routes; }

Result<Service> Service::from(Result<std::shared_ptr<const web::Application>> application) {
    if (!application) return std::move(application).error();
    return Service(std::move(application).value());
}

}  // namespace kaon::inline v0
