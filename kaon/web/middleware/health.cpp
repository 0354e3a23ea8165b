// Runs the checks together.
#include "kaon/web/middleware/health.hpp"

#include "kaon/coro/group.hpp"
#include "kaon/telemetry/log.hpp"

namespace kaon::inline v0 {

namespace {

constexpr telemetry::Log log("health");

Task<bool> passes(const HealthCheck& check) {
    using namespace literals;
    Result<> outcome = co_await attempt(timeout(2s, check.run()));
    if (!outcome) log.warn("check failed", {{"check", check.name}, {"error", outcome.error().describe_all()}});
    co_return outcome.has_value();
}

}  // namespace

Task<std::pair<http::Status, Json<HealthReport>>> Ready::operator()() const {
    std::vector<Task<bool>> runs;
    runs.reserve(checks_.size());
    for (const HealthCheck& check : checks_) runs.push_back(passes(check));
    const std::vector<bool> passed = co_await when_all(std::move(runs));
    HealthReport report;
    for (std::size_t i = 0; i < checks_.size(); ++i) {
        if (!passed[i]) report.failing.push_back(checks_[i].name);
    }
    if (report.failing.empty()) co_return std::pair{http::Status::ok, Json<HealthReport>(report)};
    report.status = "failing";
    co_return std::pair{http::Status::service_unavailable, Json<HealthReport>(report)};
}

}  // namespace kaon::inline v0
