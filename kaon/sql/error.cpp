// The kinds and public texts of SqlErrc.
#include "kaon/sql/error.hpp"

namespace kaon::inline v0 {

CodeText describe(SqlErrc code) {
    constexpr std::string_view ours = "Something went wrong on our side.";
    constexpr std::string_view busy = "The service is not available right now.";
    switch (code) {
        case SqlErrc::unique: return {Errc::conflict, "unique", "There is one already."};
        case SqlErrc::foreign_key:
            return {Errc::conflict, "foreign_key", "This refers to something that is not there."};
        case SqlErrc::not_null: return {Errc::unprocessable, "not_null", "A value is missing."};
        case SqlErrc::check: return {Errc::unprocessable, "check", "Some values are not acceptable."};
        case SqlErrc::bad_value: return {Errc::unprocessable, "bad_value", "Some values cannot be stored."};
        case SqlErrc::busy: return {Errc::unavailable, "busy", busy};
        case SqlErrc::full: return {Errc::unavailable, "full", busy};
        case SqlErrc::read_only: return {Errc::internal, "read_only", ours};
        case SqlErrc::cannot_open: return {Errc::internal, "cannot_open", ours};
        case SqlErrc::not_a_database: return {Errc::internal, "not_a_database", ours};
        case SqlErrc::io: return {Errc::internal, "io", ours};
        case SqlErrc::mismatch: return {Errc::internal, "mismatch", ours};
        case SqlErrc::no_row: return {Errc::internal, "no_row", ours};
        case SqlErrc::holds_writer: return {Errc::internal, "holds_writer", ours};
        case SqlErrc::migration: return {Errc::internal, "migration", ours};
        case SqlErrc::engine: break;
    }
    return {Errc::internal, "engine", ours};
}

}  // namespace kaon::inline v0
