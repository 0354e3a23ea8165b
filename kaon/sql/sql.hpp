// The part `sql`: queries that the compiler checks, and the databases that they run on. In reading order:
//
//   auto user = co_await sql<"SELECT id, name FROM users WHERE id = $1">(7).as<User>().one(db);
//
// Threads: each header says its own.
#pragma once

#include "kaon/sql/db.hpp"                // Db, Tx, transactions
#include "kaon/sql/error.hpp"             // SqlErrc
#include "kaon/sql/migrate/migrate.hpp"   // migrate(db, migrations::files())
#include "kaon/sql/query.hpp"             // sql<"...">(args...).as<Row>().one(db)
