// Describes one query: what the engine says, what the tree adds, what the query's own annotations decide.
//
//   const Description d = describe(schema, "SELECT id FROM users WHERE age > $1");
//   d.columns[0].name;       // "id"
//   d.params[0].type;        // SqlType::integer
//
// Errors: in Description::problem, worded for the compiler. Threads: one per Schema.
#pragma once

#include "kaon/sql/check/infer.hpp"

namespace kaon::inline v0::sqlcheck {

struct Description {
    struct Param {
        std::string name;
        SqlType type = SqlType::unknown;
        bool nullable = true;
    };
    struct Column {
        std::string name;
        SqlType type = SqlType::unknown;
        bool nullable = true;
    };
    std::string text;
    std::vector<Param> params;
    std::vector<Column> columns;
    std::vector<std::size_t> slots;  // per parameter of the engine: its argument
    bool read_only = false;
    std::string problem;             // not empty: nothing else counts
};

Description describe(Schema& schema, std::string_view sql);

}  // namespace kaon::inline v0::sqlcheck
