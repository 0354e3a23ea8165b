// One switch over the kinds of values that a column can be read into.
#include "kaon/sql/sqlite/decode.hpp"

#include <sqlite3.h>

#include "kaon/reflect/type_of.hpp"
#include "kaon/sql/error.hpp"

namespace kaon::inline v0::sqlite {
namespace {

using reflect::Kind;
using reflect::TypeInfo;

Error misfit(sqlite3_stmt* statement, int column, const TypeInfo& type, const char* why) {
    static constexpr const char* classes[] = {"?", "INTEGER", "REAL", "TEXT", "BLOB", "NULL"};
    std::string detail = "column '";
    detail.append(sqlite3_column_name(statement, column)).append("' holds a ");
    detail.append(classes[sqlite3_column_type(statement, column)]).append(" ").append(why);
    detail.append(" '").append(type.name).append("'");
    return Error(SqlErrc::mismatch).with_detail(detail);
}

bool in_range(std::int64_t n, const TypeInfo& type) {
    if (type.kind == Kind::boolean) return n == 0 || n == 1;
    if (type.kind == Kind::uint64) return n >= 0;
    if (type.size >= 8) return true;
    const int bits = static_cast<int>(type.size) * 8;
    return type.is_signed() ? n >= -(std::int64_t{1} << (bits - 1)) && n < (std::int64_t{1} << (bits - 1))
                            : n >= 0 && n < (std::int64_t{1} << bits);
}

std::string_view text_at(sqlite3_stmt* statement, int column) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
    return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column))};
}

// Each reader gives null, or why the value does not fit.
using Misfit = const char*;
constexpr Misfit wrong_class = "and the field is a";

Misfit read_enum(sqlite3_stmt* statement, int column, int stored, const TypeInfo& type, void* to) {
    const reflect::EnumEntry* entry = nullptr;
    if (stored == SQLITE_TEXT) entry = type.enumeration->by_name(text_at(statement, column));
    else if (stored == SQLITE_INTEGER) entry = type.enumeration->by_value(sqlite3_column_int64(statement, column));
    if (!entry) return "that is no enumerator of";
    reflect::store_integer(to, type.size, static_cast<std::uint64_t>(entry->value));
    return nullptr;
}

Misfit read_bytes(sqlite3_stmt* statement, int column, int stored, const TypeInfo& type, void* to) {
    if (&type != &reflect::type_info<std::vector<std::byte>>() || stored != SQLITE_BLOB) return wrong_class;
    const auto* data = static_cast<const std::byte*>(sqlite3_column_blob(statement, column));
    static_cast<std::vector<std::byte>*>(to)->assign(data, data + sqlite3_column_bytes(statement, column));
    return nullptr;
}

Misfit read_value(sqlite3_stmt* statement, int column, const TypeInfo& type, void* to) {
    const int stored = sqlite3_column_type(statement, column);
    switch (type.kind) {
        case Kind::optional:
            if (stored == SQLITE_NULL) return nullptr;
            return read_value(statement, column, *type.element, type.optional->engage(to));
        case Kind::boolean:
        case Kind::int8:
        case Kind::int16:
        case Kind::int32:
        case Kind::int64:
        case Kind::uint8:
        case Kind::uint16:
        case Kind::uint32:
        case Kind::uint64: {
            if (stored != SQLITE_INTEGER) return wrong_class;
            const std::int64_t n = sqlite3_column_int64(statement, column);
            if (!in_range(n, type)) return "out of the range of";
            reflect::store_integer(to, type.size, static_cast<std::uint64_t>(n));
            return nullptr;
        }
        case Kind::float32:
        case Kind::float64: {
            if (stored != SQLITE_FLOAT && stored != SQLITE_INTEGER) return wrong_class;
            const double number = sqlite3_column_double(statement, column);
            if (type.kind == Kind::float64) *static_cast<double*>(to) = number;
            else *static_cast<float*>(to) = static_cast<float>(number);
            return nullptr;
        }
        case Kind::string:
            if (stored != SQLITE_TEXT) return wrong_class;
            static_cast<std::string*>(to)->assign(text_at(statement, column));
            return nullptr;
        case Kind::text:
            if (stored != SQLITE_TEXT) return wrong_class;
            // Its own words are left out: they may repeat the value.
            return type.text->parse(to, text_at(statement, column)) ? nullptr : "that is not accepted by";
        case Kind::enumeration: return read_enum(statement, column, stored, type, to);
        case Kind::list: return read_bytes(statement, column, stored, type, to);
        default: return wrong_class;
    }
}

}  // namespace

Result<> decode_row(sqlite3_stmt* statement, const detail::RowPlan& plan, void* row) {
    if (plan.row->kind != Kind::object) {
        const Misfit why = read_value(statement, 0, *plan.row, row);
        if (why) return misfit(statement, 0, *plan.row, why);
        return {};
    }
    const reflect::FieldRange fields = plan.row->object->fields();
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const Misfit why = read_value(statement, plan.places[i], *fields[i].type, fields[i].address(row));
        if (why) return misfit(statement, plan.places[i], *fields[i].type, why);
    }
    return {};
}

}  // namespace kaon::inline v0::sqlite
