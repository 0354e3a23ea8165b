// What can be wrong between a described query and the C++ around it, found and worded at compile time.
//
// Finding is cheap and gives a code; only a mistake that was found is worded. First mistake wins.
// Internals; applications meet them as compile errors.
//
//   constexpr SqlMistake mistake = check_row(facts, type_info<Row>());
//   if constexpr (!mistake.ok()) static_assert(false, word_row(facts, mistake, type_info<Row>()));
//
// Threads: constants.
#pragma once

#include "kaon/base/message.hpp"
#include "kaon/reflect/type_of.hpp"
#include "kaon/sql/described.hpp"
#include "kaon/sql/value.hpp"

namespace kaon::inline v0::detail {

struct SqlMistake {
    enum Kind : std::uint8_t {
        none,
        // of arguments
        arg_count,
        arg_type,
        arg_null,
        param_unknown,
        // of rows
        no_columns,
        not_one_column,
        no_such_column,
        twice,
        nullable,
        column_type,
        column_unknown,
        unreadable,
        // of execute()
        gives_rows,
    };
    Kind kind = none;
    std::uint16_t index = 0;   // of the argument or the field
    std::uint16_t column = 0;

    constexpr bool ok() const { return kind == none; }
};

constexpr std::string_view name_of(SqlType type) {
    constexpr std::string_view names[] = {"unknown", "INTEGER", "REAL", "TEXT", "BLOB"};
    return names[static_cast<int>(type)];
}
constexpr std::string_view cpp_name(SqlType type) {
    constexpr std::string_view names[] = {"?", "std::int64_t", "double", "std::string", "std::vector<std::byte>"};
    return names[static_cast<int>(type)];
}

constexpr bool takes(SqlType want, ArgFact::Kind arg) {
    switch (arg) {
        case ArgFact::integer: return want == SqlType::integer || want == SqlType::real;
        case ArgFact::real: return want == SqlType::real;
        case ArgFact::text: return want == SqlType::text;
        case ArgFact::bytes: return want == SqlType::bytes;
        case ArgFact::enumeration: return want == SqlType::integer || want == SqlType::text;
        case ArgFact::null: return true;
        case ArgFact::other: return false;
    }
    return false;
}

consteval SqlMistake check_args(const QueryFacts& query, const ArgFact* args, std::size_t count) {
    if (count != query.param_count) return {SqlMistake::arg_count};
    for (std::uint16_t i = 0; i < query.param_count; ++i) {
        if (query.params[i].type == SqlType::unknown) return {SqlMistake::param_unknown, i};
        if (!takes(query.params[i].type, args[i].kind)) return {SqlMistake::arg_type, i};
        if (args[i].optional && !query.params[i].nullable) return {SqlMistake::arg_null, i};
    }
    return {};
}

constexpr bool fills(SqlType type, const reflect::TypeInfo& field) {
    using reflect::Kind;
    switch (field.kind) {
        case Kind::string:
        case Kind::text: return type == SqlType::text;
        case Kind::float32:
        case Kind::float64: return type == SqlType::real || type == SqlType::integer;
        case Kind::enumeration: return type == SqlType::text || type == SqlType::integer;
        case Kind::list: return type == SqlType::bytes;
        default: return type == SqlType::integer;
    }
}
constexpr bool is_bytes(const reflect::TypeInfo& type) {
    return type.kind == reflect::Kind::list && type.name.starts_with("std::vector<std::byte");
}
constexpr bool is_readable(const reflect::TypeInfo& type) {
    using reflect::Kind;
    if (type.kind == Kind::optional) return type.element->kind != Kind::optional && is_readable(*type.element);
    return type.kind <= Kind::string || type.kind == Kind::enumeration || type.kind == Kind::text || is_bytes(type);
}

consteval SqlMistake check_value(const ColumnFact& column, const reflect::TypeInfo& type, std::uint16_t field,
                                 std::uint16_t place) {
    const bool optional = type.kind == reflect::Kind::optional;
    if (!is_readable(type)) return {SqlMistake::unreadable, field, place};
    if (column.type == SqlType::unknown) return {SqlMistake::column_unknown, field, place};
    if (!fills(column.type, optional ? *type.element : type)) return {SqlMistake::column_type, field, place};
    if (column.nullable && !optional) return {SqlMistake::nullable, field, place};
    return {};
}

// The column of a name; column_count when there is none.
consteval std::uint16_t find_column(const QueryFacts& query, std::string_view name) {
    std::uint16_t c = 0;
    while (c < query.column_count && query.columns[c].name != name) ++c;
    return c;
}

consteval SqlMistake check_row(const QueryFacts& query, const reflect::TypeInfo& row) {
    if (query.column_count == 0) return {SqlMistake::no_columns};
    if (row.kind != reflect::Kind::object) {
        if (query.column_count != 1) return {SqlMistake::not_one_column};
        return check_value(query.columns[0], row, 0, 0);
    }
    for (std::uint16_t f = 0; f < row.object->count; ++f) {
        const reflect::Field& field = row.object->first[f];
        const std::uint16_t c = find_column(query, field.name);
        if (c == query.column_count) return {SqlMistake::no_such_column, f};
        for (std::uint16_t other = c + 1; other < query.column_count; ++other) {
            if (query.columns[other].name == field.name) return {SqlMistake::twice, f, c};
        }
        if (SqlMistake m = check_value(query.columns[c], *field.type, f, c); !m.ok()) return m;
    }
    return {};
}

template <std::size_t N>
struct Places {
    std::uint16_t at[N ? N : 1];
};
template <std::size_t N>
consteval Places<N> places_of(const QueryFacts& query, const reflect::TypeInfo& row) {
    Places<N> places{};
    if (row.kind == reflect::Kind::object) {
        for (std::size_t f = 0; f < N; ++f) places.at[f] = find_column(query, row.object->first[f].name);
    }
    return places;
}

// The wording. `types`: the names of the argument types.
consteval Message word_args(const QueryFacts& query, SqlMistake mistake, std::size_t given,
                            const std::string_view* types);
consteval Message word_row(const QueryFacts& query, SqlMistake mistake, const reflect::TypeInfo& row);

}  // namespace kaon::inline v0::detail

#include "kaon/sql/detail/wording.hpp"
