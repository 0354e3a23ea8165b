// ServiceTransport: carries what the browser half fetches to a Service in the same program, for tests of components
// with their real server functions.
//
//   TestLoop loop;
//   ServiceTransport server(service);
//   browser::Installed browser({.core = &loop, .transport = &server});
//   Result<Answer> answer = loop.run(ask({.description = "..."}));
//   server.before([](const FetchRequest&) -> Task<void> { co_await sleep(2s); });     // a slow network, in no time
//
// Requests look like those of a page of the site itself ("test.local"). Errors that `before` ends with are those of the
// network. Cookies that a response sets are sent from then on; scripts do not see them. Threads: one thread's own.
// Lifetime: outlives what is under way.
#pragma once

#include <functional>

#include "kaon/browser/environment.hpp"
#include "kaon/browser/fetch.hpp"
#include "kaon/web/service.hpp"
#include "kaon/web/test_visitor.hpp"

namespace kaon::inline v0 {

class ServiceTransport final : public browser::Transport {
public:
    using Before = std::function<Task<void>(const FetchRequest&)>;

    explicit ServiceTransport(Service service) : service_(std::move(service)) {}

    Task<FetchResponse> send(FetchRequest request) override;
    // Runs ahead of every request from now on.
    void before(Before hook) { before_ = std::move(hook); }
    // How many requests have reached the service.
    int served() const { return served_; }

private:
    Service service_;
    Before before_;
    int served_ = 0;
    web::TestVisitor visitor_;
};

}  // namespace kaon::inline v0
