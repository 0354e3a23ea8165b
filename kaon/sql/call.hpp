// Call: one request to the database, from the Task that waits for it to the thread that runs it and back.
//
// A Call owns all that the engine reads and writes, so a Task that stops waiting leaves nothing dangling: the outcome
// is dropped by whoever comes last. Life: made on a core; submitted (now the engine's); ended there; posted back to the
// core, which hands it to the CallWait or, when nobody waits any more, deletes it. Threads: `state` is the only member
// that both sides touch at once. Internals; applications use query.hpp.
//
//   struct Vacuum final : detail::Call {
//       Result<> perform(sqlite::Connection& connection) override { return connection.run("VACUUM"); }
//   };
//   co_await Executor(db).wait(std::make_unique<Vacuum>());
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

#include "kaon/coro/task.hpp"
#include "kaon/reflect/type_info.hpp"
#include "kaon/sql/described.hpp"
#include "kaon/sql/value.hpp"

namespace kaon::inline v0 {

// What a statement without rows did.
struct Executed {
    std::int64_t rows = 0;  // inserted, updated or deleted
    std::int64_t last_insert_id = 0;  // the rowid of the last insert
};

namespace sqlite {
class Connection;
}

namespace detail {

class CallWait;

// Where the columns of a row go.
struct RowPlan {
    const reflect::TypeInfo* row = nullptr;  // a plain struct, or one value
    const std::uint16_t* places = nullptr;  // per field: its column
    bool first_only = false;
};

class Call : public Job {
public:
    enum class State : std::uint8_t { pending, ended, abandoned };
    enum class What : std::uint8_t { work, begin, commit, rollback };

    Call();
    virtual ~Call() = default;
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;

    // Runs it, on the engine's thread. By default: the statement.
    virtual Result<> perform(sqlite::Connection& connection);
    // A fresh row to decode into; null when the query gives no rows.
    virtual void* add_row() { return nullptr; }
    virtual std::size_t row_count() const { return 0; }
    virtual void drop_rows() {}

    // The engine's last word. False: nobody waits, and `this` is gone.
    bool end();
    bool is_abandoned() const { return state.load(std::memory_order_relaxed) == State::abandoned; }

    What what = What::work;
    const QueryFacts* query = nullptr;
    Params params;
    RowPlan plan;
    const void* tx = nullptr;  // the transaction that it belongs to
    Executed executed;
    std::optional<Error> error;

    std::atomic<State> state = State::pending;
    Core* core = nullptr;
    CallWait* owner = nullptr;  // the core's thread only
};

// A Call that collects its rows in a std::vector or std::optional.
template <class Rows>
class CollectCall final : public Call {
    using T = typename Rows::value_type;

public:
    Rows rows;

    void* add_row() override {
        if constexpr (requires { rows.emplace_back(); }) return &rows.emplace_back();
        else return &rows.emplace();
    }
    std::size_t row_count() const override {
        if constexpr (requires { rows.size(); }) return rows.size();
        else return rows.has_value();
    }
    void drop_rows() override { rows = Rows(); }
};

// Whoever runs Calls.
class Engine {
public:
    virtual ~Engine() = default;
    // Takes the call over. Errors: Errc::unavailable when too many wait already; then it remains the caller's.
    virtual Result<> submit(Call& call) = 0;

    Duration slow = Duration::seconds(1);  // a call that took longer, its wait in the queue included, is a warning
};

// co_await CallWait(engine, call): submits the call and waits for its end; then it is the waiter's again.
class CallWait final : public Operation<void> {
public:
    CallWait(Engine& engine, std::unique_ptr<Call> call) : engine_(engine), call_(call.release()) {}
    ~CallWait();

private:
    friend class Call;
    Begun start(Core& core) override;
    void stop() override { abandon(); }
    void ended();
    void abandon();
    void log(Duration took) const;
    bool waits_for_itself() const;

    Engine& engine_;
    Call* call_;
    Instant started_;
    bool in_flight_ = false;
};

}  // namespace detail
}  // namespace kaon::inline v0
