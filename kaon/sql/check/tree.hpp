// The parse tree of a statement: as much of it as types and nullability depend on.
//
//   Statement of "SELECT a FROM t WHERE b = $1":
//       body->cores[0].columns[0].expr    column a
//       body->cores[0].from[0].table      "t"
//       body->cores[0].where              binary "=" of column b and param $1
//
// Threads: a value.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "kaon/sql/check/token.hpp"

namespace kaon::inline v0::sqlcheck {

struct Select;
struct Expr;
using ExprPtr = std::unique_ptr<Expr>;
using SelectPtr = std::unique_ptr<Select>;

struct Expr {
    enum Kind {
        literal,   // token
        param,     // name
        column,    // [table.]name
        call,      // name(args), with `star`, `window`, `filter`
        cast,      // args[0] AS name
        unary,     // name: - + ~ not
        binary,    // name: the operator in lower case: = < + and or || is "is not" like...
        null_test, // args[0] IS NULL and its kin
        between,   // args: value, low, high
        in,        // args[0] IN (args[1]...) or `select`
        when,  // CASE: args: [operand] (condition result)... [otherwise]; `star`: has an operand, `filter`: has ELSE
        subquery,  // (select)
        exists,
        row,  // (a, b)
    };
    Kind kind = literal;
    std::string name;
    std::string table;
    Token token;
    std::vector<ExprPtr> args;
    SelectPtr select;
    bool star = false;
    bool window = false;
    bool filter = false;
};

struct ResultColumn {
    ExprPtr expr;  // null: a star
    std::string table;  // of the star: "t.*"
    std::string alias;
};

enum class Join { inner, left, right, full };

struct Source {
    Join join = Join::inner;  // to what stands before it
    bool natural = false;
    std::vector<std::string> using_columns;
    ExprPtr on;
    std::string table;
    std::string alias;
    SelectPtr select;  // a subquery
    std::vector<Source> group;  // a join in parentheses
    std::vector<ExprPtr> args;  // of a table-valued function
};

struct Core {
    std::vector<ResultColumn> columns;
    std::vector<Source> from;
    ExprPtr where;
    std::vector<ExprPtr> group_by;
    ExprPtr having;
    std::vector<std::vector<ExprPtr>> values;  // VALUES (...), (...)
};

struct Cte {
    std::string name;
    std::vector<std::string> columns;
    SelectPtr select;
};

struct Select {
    std::vector<Cte> with;
    std::vector<Core> cores;  // joined by UNION and its kin
    std::vector<ExprPtr> order_by;
    ExprPtr limit;
    ExprPtr offset;
};

struct Assignment {
    std::vector<std::string> columns;
    ExprPtr value;
};

struct Upsert {
    std::vector<ExprPtr> target;
    std::vector<Assignment> set;
    ExprPtr target_where;
    ExprPtr where;
};

struct Statement {
    enum Kind { select, insert, update, remove };
    Kind kind = select;
    std::vector<Cte> with;
    SelectPtr body;  // of a select; what an insert inserts (null: DEFAULT VALUES)
    std::string table;
    std::string alias;
    std::vector<std::string> columns;  // of an insert; empty: all
    std::vector<Upsert> upserts;
    std::vector<Assignment> set;
    std::vector<Source> from;  // of an update
    ExprPtr where;
    std::vector<ResultColumn> returning;
};

}  // namespace kaon::inline v0::sqlcheck
