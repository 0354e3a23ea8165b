// health and ready: what load balancers ask.
//
//   get<"/health">(health())                                    // the process lives: 200 {"status":"ok"}
//   get<"/ready">(ready({{"database", [db] { return check(db); }}}))      // Task<void> check(Db db)
//
// Ready runs all its checks at once, each for two seconds at most; one that fails makes it 503 with that check's name.
// What went wrong is in the log, not in the answer. Threads: as a handler, every core at once.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kaon/web/json.hpp"

namespace kaon::inline v0 {

struct HealthReport {
    std::string status = "ok";
    std::vector<std::string> failing;
};

struct HealthCheck {
    std::string name;
    std::function<Task<void>()> run;
};

class Ready {
public:
    explicit Ready(std::vector<HealthCheck> checks) : checks_(std::move(checks)) {}
    Task<std::pair<http::Status, Json<HealthReport>>> operator()() const;

private:
    std::vector<HealthCheck> checks_;
};

struct Health {
    Json<HealthReport> operator()() const { return HealthReport{}; }
};

inline Health health() { return {}; }
inline Ready ready(std::vector<HealthCheck> checks) { return Ready(std::move(checks)); }

}  // namespace kaon::inline v0
