// SqlErrc: how a database refuses, as codes of Error.
//
//   auto user = co_await attempt(sql<"INSERT INTO users ...">(name).execute(db));
//   if (!user && user.error().is(SqlErrc::unique)) ...
//
// A violated constraint names the column in Error::fields, so that a form can show it beside the input. SQL text and
// the engine's words are in the detail only; parameter values are nowhere. Threads: constants.
#pragma once

#include "kaon/base/error.hpp"

namespace kaon::inline v0 {

enum class SqlErrc : std::uint8_t {
    unique,          // conflict; fields: the columns of the key
    foreign_key,     // conflict
    not_null,        // unprocessable; fields: the column
    check,           // unprocessable
    bad_value,       // unprocessable: a parameter that the database cannot hold (text that is not UTF-8, too big)
    busy,            // unavailable: another process holds the database for too long
    full,            // unavailable: no space left, or a limit on size
    read_only,       // internal
    cannot_open,     // internal
    not_a_database,  // internal: the file is something else, or damaged
    io,              // internal: the disk failed
    mismatch,        // internal: a stored value does not fit the field it is read into
    no_row,          // internal: one() found nothing
    holds_writer,    // internal: a write on the Db, or another transaction, inside a transaction of it: use tx
    migration,       // internal: the migrations do not fit the database
    engine,          // internal: anything else
};

CodeText describe(SqlErrc code);

}  // namespace kaon::inline v0
