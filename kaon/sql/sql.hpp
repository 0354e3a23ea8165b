// The part `sql`: queries that the compiler checks, and the databases that they run on. In reading order:
#pragma once

#include "kaon/sql/db.hpp"                // Db, Tx, transactions
#include "kaon/sql/error.hpp"             // SqlErrc
#include "kaon/sql/migrate/migrate.hpp"   // migrate(db, migrations::files())
#include "kaon/sql/query.hpp"             // sql<"...">(args...).as<Row>().one(db)
