// Types and nullability of a statement's parameters and columns, from its tree and the schema. What is not certain is
// `unknown` or nullable: never a guess.
//
// Parameters take the type of what they are compared with, assigned to, inserted into or cast to. Columns take that of
// their table's column; the side of an outer join that may be missing is nullable, an aggregate over no rows too.
//
//   Inference inference(schema);
//   if (auto columns = inference.run(*parse(sql))) ...       // nothing: beyond us
//   inference.params().at("$1").type;
//
// Threads: one per Schema.
#pragma once

#include <map>
#include <optional>
#include <set>

#include "kaon/sql/check/schema.hpp"
#include "kaon/sql/check/tree.hpp"

namespace kaon::inline v0::sqlcheck {

struct Fact {
    SqlType type = SqlType::unknown;
    bool nullable = true;
};

struct ColumnInfo {
    std::string name;
    Fact fact;
    bool hidden = false;
};

struct ParamInfo {
    SqlType type = SqlType::unknown;
    bool nullable = true;
    bool conflict = false;  // used as two types
};

// What a FROM clause offers under one name.
struct Relation {
    std::string name;
    std::vector<ColumnInfo> columns;
    bool nullable = false;                 // may be missing: the far side of an outer join
    bool has_rowid = false;
    std::set<std::string> merged;          // by USING: shown once, by the relation before
};

struct Scope {
    std::vector<Relation> relations;
    const Scope* outer = nullptr;
    bool lone_group = false;  // aggregates without GROUP BY: a bare column is NULL when there is no row
    bool grouped = false;     // GROUP BY: each group has a row
};

class Inference {
public:
    explicit Inference(Schema& schema) : schema_(schema) {}

    // The columns of the result; nothing when the statement is beyond us.
    std::optional<std::vector<ColumnInfo>> run(const Statement& statement);
    // By name, as Token::value spells them.
    const std::map<std::string, ParamInfo>& params() const { return params_; }

private:
    using Columns = std::vector<ColumnInfo>;
    using Types = std::vector<ColumnInfo>;  // what the places that a query's columns go to expect

    // infer.cpp: statements and queries
    Columns insert(const Statement& s);
    Columns change(const Statement& s);
    Columns select(const Select& s, const Scope* outer, const Types* wanted);
    // `ordered`: the select whose order is this core's; null when it has several.
    Columns core(const Core& c, const Scope* outer, const Types* wanted, const Select* ordered);
    Columns values(const Core& c, const Scope* outer, const Types* wanted);
    Columns results(const std::vector<ResultColumn>& columns, const Scope& scope, const Types* wanted);
    void define(const std::vector<Cte>& with, const Scope* outer);
    void define(const Cte& cte, const Scope* outer);
    void assign(const std::vector<Assignment>& set, const Table& table, const Scope& scope);

    // infer_from.cpp: FROM
    void add_sources(const std::vector<Source>& sources, Scope& scope);
    void add_source(const Source& source, Scope& scope, std::size_t first);
    void join(const Source& source, Scope& scope, std::size_t first, std::size_t added);
    Relation table_relation(std::string_view table, std::string_view alias);
    Columns view_columns(const Table& table);

    // infer_expr.cpp, infer_call.cpp: expressions
    Fact expr(const Expr& e, const Scope& scope, SqlType wanted = SqlType::unknown);
    Fact target(const Expr& e, const Scope& scope, const TableColumn& column);
    Fact literal(const Token& token);
    Fact column(const Expr& e, const Scope& scope);
    Fact binary(const Expr& e, const Scope& scope, SqlType wanted);
    Fact compared(const Expr& a, const Expr& b, const Scope& scope, bool null_safe);
    Fact when(const Expr& e, const Scope& scope, SqlType wanted);
    Fact in(const Expr& e, const Scope& scope);
    Fact subquery(const Expr& e, const Scope& scope, SqlType wanted);
    Fact call(const Expr& e, const Scope& scope, SqlType wanted);
    Fact aggregate(const Expr& e, const Scope& scope, SqlType wanted);
    Fact merged(const std::vector<const Expr*>& parts, const Scope& scope, SqlType wanted);
    void note(const std::string& param, SqlType type);

    Schema& schema_;
    std::map<std::string, ParamInfo> params_;
    std::map<std::string, Columns> ctes_;
    int depth_ = 0;  // of views in views
    int steps_ = 0;
};

// Thrown where the rules do not reach; caught by run().
struct BeyondUs {};

bool has_aggregate(const Expr& e);
bool has_aggregate(const std::vector<ResultColumn>& columns);
// One type that holds both; unknown when they differ.
SqlType unify(SqlType a, SqlType b);

}  // namespace kaon::inline v0::sqlcheck
