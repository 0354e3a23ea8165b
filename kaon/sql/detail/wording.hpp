// The words of SqlMistakes: what is wrong, the query, the remedy. Included by mistake.hpp only.
//
//   static constexpr Message message = word_row(facts, mistake, row);
//   static_assert(false, message);
//
// Threads: constants.
#pragma once

#include "kaon/sql/mistake.hpp"

namespace kaon::inline v0::detail {

constexpr std::string_view plural(std::size_t n) { return n == 1 ? "" : "s"; }

// The query on lines of its own, so that the summary stays on the first.
constexpr void show_query(Message& m, const QueryFacts& query) {
    m << "\n  ";
    for (char c : query.text.substr(0, 400)) {
        if (c == '\n') m << "\n  ";
        else m << std::string_view(&c, 1);
    }
    if (query.text.size() > 400) m << "...";
}

consteval Message word_args(const QueryFacts& query, SqlMistake mistake, std::size_t given,
                            const std::string_view* types) {
    Message m;
    const std::size_t i = mistake.index;
    if (mistake.kind == SqlMistake::arg_count) {
        m << "the query takes " << query.param_count << " parameter" << plural(query.param_count) << ", and " << given
          << (given == 1 ? " argument is" : " arguments are") << " given";
        show_query(m, query);
        return m;
    }
    const ParamFact& param = query.params[i];
    switch (mistake.kind) {
        case SqlMistake::param_unknown:
            m << "the type of parameter " << param.name << " cannot be told from the query";
            show_query(m, query);
            m << "\n  remedy: say it in the query: CAST(" << param.name << " AS INTEGER), REAL, TEXT or BLOB.";
            break;
        case SqlMistake::arg_type:
            m << "parameter " << param.name << " is " << name_of(param.type) << ", and the " << ordinal(i)
              << " argument is '";
            reflect::append_type(m, types[i]);
            m << "'";
            show_query(m, query);
            m << "\n  remedy: pass a " << cpp_name(param.type) << ".";
            break;
        default:
            m << "parameter " << param.name << " goes to a column that is NOT NULL, and the " << ordinal(i)
              << " argument '";
            reflect::append_type(m, types[i]);
            m << "' may be empty";
            show_query(m, query);
            m << "\n  remedy: pass a plain value, or allow NULL in the table.";
    }
    return m;
}

// "'User::name'", or "the value" for a query of one column.
constexpr void append_field(Message& m, const reflect::TypeInfo& row, std::size_t field) {
    if (row.kind != reflect::Kind::object) {
        m << "'";
        reflect::append_type(m, row.name);
        m << "'";
        return;
    }
    m << "field '";
    reflect::append_type(m, row.name);
    m << "::" << row.object->first[field].name << "'";
}
constexpr void list_columns(Message& m, const QueryFacts& query) {
    m << "\n  columns:";
    for (std::uint16_t c = 0; c < query.column_count; ++c) m << (c ? ", " : " ") << query.columns[c].name;
}

constexpr void word_column(Message& m, const QueryFacts& query, SqlMistake mistake, const reflect::TypeInfo& row) {
    const bool object = row.kind == reflect::Kind::object;
    const reflect::TypeInfo& type = object ? *row.object->first[mistake.index].type : row;
    const ColumnFact& column = query.columns[mistake.column];
    Message field;
    append_field(field, row, mistake.index);
    if (mistake.kind == SqlMistake::unreadable) {
        m << field.view() << " cannot be read from a column: it is a '";
        reflect::append_type(m, type.name);
        m << "'\n  remedy: bool, an integer, double, std::string, std::vector<std::byte>, an enum, a class with "
             "from_text, "
             "or std::optional of these.";
        return;
    }
    if (mistake.kind == SqlMistake::nullable) {
        m << "column '" << column.name << "' can be NULL, and " << field.view() << " is a plain '";
        reflect::append_type(m, type.name);
        m << "'";
        show_query(m, query);
        m << "\n  remedy: std::optional<";
        reflect::append_type(m, type.name);
        m << ">, or AS \"" << column.name << "!\" if you know better.";
    } else if (mistake.kind == SqlMistake::column_unknown) {
        m << "the type of column '" << column.name << "' cannot be told from the query, and " << field.view()
          << " wants it";
        show_query(m, query);
        m << "\n  remedy: say it: AS \"" << column.name << ": int\" (or real, text, bytes), or CAST(... AS INTEGER).";
    } else {
        m << "column '" << column.name << "' is " << name_of(column.type) << ", and " << field.view()
          << " is of type '";
        reflect::append_type(m, type.name);
        m << "'";
        show_query(m, query);
        m << "\n  remedy: make it a " << cpp_name(column.type) << ".";
    }
}

consteval Message word_row(const QueryFacts& query, SqlMistake mistake, const reflect::TypeInfo& row) {
    Message m;
    switch (mistake.kind) {
        case SqlMistake::no_columns:
            m << "the query gives no columns, so no row can be made of it";
            show_query(m, query);
            m << "\n  remedy: .execute(db), or RETURNING in the query.";
            break;
        case SqlMistake::gives_rows:
            m << "the query gives rows, and execute() would lose them";
            show_query(m, query);
            m << "\n  remedy: .as<Row>().all(db), or another of its kind.";
            break;
        case SqlMistake::not_one_column:
            m << "the query gives " << query.column_count << " columns, and '";
            reflect::append_type(m, row.name);
            m << "' is one value";
            show_query(m, query);
            m << "\n  remedy: a struct with a field per column.";
            break;
        case SqlMistake::no_such_column: {
            m << "the query gives no column for ";
            append_field(m, row, mistake.index);
            show_query(m, query);
            list_columns(m, query);
            break;
        }
        case SqlMistake::twice:
            m << "the query gives two columns '" << query.columns[mistake.column].name << "', and ";
            append_field(m, row, mistake.index);
            m << " can hold one";
            show_query(m, query);
            m << "\n  remedy: name one of them otherwise with AS.";
            break;
        default: word_column(m, query, mistake, row);
    }
    return m;
}

}  // namespace kaon::inline v0::detail
