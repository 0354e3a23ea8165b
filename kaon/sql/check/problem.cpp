// Carets and near names.
#include "kaon/sql/check/problem.hpp"

#include <algorithm>
#include <utility>

namespace kaon::inline v0::sqlcheck {
namespace {

std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = std::exchange(row[j], std::min({change, row[j] + 1, row[j - 1] + 1}));
        }
    }
    return row.back();
}

// The columns of every table that the query names.
std::vector<std::string> columns_near(Schema& schema, const std::vector<Token>& tokens) {
    std::vector<std::string> names;
    for (const Token& token : tokens) {
        if (token.kind != Token::word && token.kind != Token::quoted_word) continue;
        const Table* table = schema.find(token.value);
        if (!table) continue;
        for (const TableColumn& column : table->columns) names.push_back(column.name);
    }
    return names;
}

}  // namespace

std::string near_name(std::string_view name, const std::vector<std::string>& candidates) {
    std::string best;
    std::size_t best_distance = name.size() <= 3 ? 2 : name.size() / 3 + 2;
    for (const std::string& candidate : candidates) {
        const std::size_t d = distance(lower(name), lower(candidate));
        if (d >= best_distance || d == 0) continue;
        best_distance = d;
        best = candidate;
    }
    return best;
}

std::string with_query(std::string_view summary, std::string_view sql) {
    std::string out(summary);
    const auto remedy = out.find("\n  remedy:");
    std::string shown = "\n  ";
    for (char c : sql.substr(0, 600)) {
        shown += c;
        if (c == '\n') shown += "  ";
    }
    out.insert(remedy == out.npos ? out.size() : remedy, shown);
    return out;
}

std::string point_at(std::string_view summary, std::string_view sql, std::size_t offset, std::size_t size,
                     std::string_view hint) {
    const auto before = sql.substr(0, offset).rfind('\n');
    const std::size_t begin = before == sql.npos ? 0 : before + 1;
    std::string_view line = sql.substr(begin, sql.substr(begin).find('\n'));
    std::size_t column = offset - begin;
    // Long lines are cut around the place.
    constexpr std::size_t widest = 110;
    std::string_view dots;
    if (line.size() > widest && column > 60) {
        line.remove_prefix(column - 60);
        column = 60;
        dots = "...";
    }
    line = line.substr(0, widest);
    std::string out(summary);
    out.append("\n  ").append(dots).append(line).append("\n  ");
    for (char c : line.substr(0, column)) {
        if ((c & 0xc0) != 0x80) out += c == '\t' ? '\t' : ' ';
    }
    out.append(dots.size(), ' ');
    out += '^';
    if (size > 1) out.append(size - 1, '~');
    if (!hint.empty()) out.append(" ").append(hint);
    return out;
}

std::string engine_problem(Schema& schema, std::string_view sql, const std::vector<Token>& tokens,
                           std::string_view words, int offset) {
    // The name that the engine complains of is the last word of its message: "no such column: u.nme".
    std::string_view name = words.substr(words.find_last_of(": ") == words.npos ? 0 : words.find_last_of(": ") + 1);
    if (const auto dot = name.rfind('.'); dot != name.npos) name.remove_prefix(dot + 1);
    std::vector<std::string> candidates;
    if (words.starts_with("no such column") || words.find("has no column named") != words.npos)
        candidates = columns_near(schema, tokens);
    else if (words.starts_with("no such table")) candidates = schema.table_names();

    const Token* place = nullptr;
    for (const Token& token : tokens) {
        const bool here = offset >= 0 && token.offset <= static_cast<std::size_t>(offset) &&
                          static_cast<std::size_t>(offset) < token.offset + token.size;
        if (here && !place) place = &token;
    }
    // The engine points at the qualifier of "u.nme", or at nothing at all; the name itself is the place.
    if (!candidates.empty() && (!place || !same_name(place->value, name))) {
        for (const Token& token : tokens) {
            if (same_name(token.value, name) && (offset < 0 || token.offset >= static_cast<std::size_t>(offset))) {
                place = &token;
                break;
            }
        }
    }
    if (!place) return with_query(words, sql);
    const std::string near = near_name(place->value, candidates);
    return point_at(words, sql, place->offset, place->size, near.empty() ? "" : "did you mean '" + near + "'?");
}

}  // namespace kaon::inline v0::sqlcheck
