// How a Call changes hands between the core and the engine.
#include "kaon/sql/call.hpp"

#include "kaon/sql/detail/log.hpp"
#include "kaon/sql/error.hpp"
#include "kaon/telemetry/span.hpp"

namespace kaon::inline v0::detail {

Call::Call() {
    run = [](Job& job) {
        Call& call = static_cast<Call&>(job);
        if (call.owner) call.owner->ended();
        else delete &call;
    };
}

bool Call::end() {
    Core* const home = core;
    if (state.exchange(State::ended, std::memory_order_acq_rel) == State::abandoned) {
        delete this;
        return false;
    }
    home->post_from_anywhere(*this);
    return true;
}

CallWait::~CallWait() {
    if (in_flight_) abandon();
    delete call_;
}

// Inside a transaction of the same database it would wait for the writer that its own Task holds.
bool CallWait::waits_for_itself() const {
    const bool writes = call_->what == Call::What::begin || (!call_->tx && call_->query && !call_->query->read_only);
    return writes && context().holds(&engine_);
}

Begun CallWait::start(Core& core) {
    if (waits_for_itself()) {
        finish(Error(SqlErrc::holds_writer).with_detail("inside a transaction, pass its tx instead of the Db"));
        return Begun::finished;
    }
    call_->core = &core;
    call_->owner = this;
    in_flight_ = true;
    started_ = core.now();
    if (Result<> accepted = engine_.submit(*call_); !accepted) {
        in_flight_ = false;
        finish(std::move(accepted).error());
        return Begun::finished;
    }
    return Begun::waiting;
}

void CallWait::ended() {
    in_flight_ = false;
    if (call_->query) log(core().now() - started_);
    if (call_->error) complete(*std::move(call_->error));
    else complete({});
}

// The text, never the parameters.
void CallWait::log(Duration took) const {
    const bool slow = took > engine_.slow;
    const telemetry::Level level = slow ? telemetry::Level::warn : telemetry::Level::debug;
    if (!sql_log.enabled(level)) return;
    sql_log.event(
        level, slow ? "slow query" : "query",
        {{"sql", call_->query->text},
         {"took", took},
         {"rows", call_->query->column_count ? static_cast<std::int64_t>(call_->row_count()) : call_->executed.rows},
         {"error", call_->error ? call_->error->name() : std::string_view("none")}},
        telemetry::Span::from(context().span));
}

void CallWait::abandon() {
    in_flight_ = false;
    Call* const call = std::exchange(call_, nullptr);
    call->owner = nullptr;
    // Ended already: it is on its way to this core, which deletes it. Otherwise the engine does.
    call->state.exchange(Call::State::abandoned, std::memory_order_acq_rel);
}

}  // namespace kaon::inline v0::detail
