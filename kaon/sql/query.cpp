// The bodies of queries that do not depend on a row's type.
#include "kaon/sql/query.hpp"

namespace kaon::inline v0::detail {

Task<Executed> run_execute(Request request, Executor db) {
    auto call = std::move(request).call<Call>();
    Call& made = *call;
    CallWait wait = db.wait(std::move(call));
    co_await wait;
    co_return made.executed;
}

Error missing_row(const QueryFacts& query) { return Error(SqlErrc::no_row).with_detail(query.text); }

}  // namespace kaon::inline v0::detail
