// Pool: the connections to one SQLite database: a Lane that writes and a few readers, or one Lane for a database in
// memory.
//
//   Result<std::shared_ptr<Pool>> pool = Pool::open({.path = "app.db"});
//   co_await detail::CallWait(**pool, std::move(call));
//
// Threads: any. Applications use kaon::Db.
#pragma once

#include <memory>

#include "kaon/sql/db.hpp"
#include "kaon/sql/sqlite/connection.hpp"

namespace kaon::inline v0::sqlite {

class Lane;
class Readers;
struct Hold;

class Pool final : public detail::Engine {
public:
    static Result<std::shared_ptr<Pool>> open(const DbOptions& options);
    ~Pool() override;

    // Calls that only read and are in no transaction go to the readers.
    Result<> submit(detail::Call& call) override;
    // For a transaction to come.
    std::shared_ptr<Hold> make_hold() const;

private:
    std::shared_ptr<Lane> writer_;
    std::shared_ptr<Readers> readers_;  // null: the writer reads too
};

}  // namespace kaon::inline v0::sqlite
