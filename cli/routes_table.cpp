// Columns by their longest cell; the last one is not padded.
#include "cli/routes_table.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "kaon/base/utf8.hpp"

namespace kaon::inline v0::cli {

namespace {

using Row = std::vector<std::string_view>;

Row split(std::string_view text, char at) {
    Row parts;
    while (true) {
        const std::size_t end = text.find(at);
        parts.push_back(text.substr(0, end));
        if (end == text.npos) return parts;
        text.remove_prefix(end + 1);
    }
}

}  // namespace

std::string routes_table(std::string_view lines) {
    if (lines.ends_with('\n')) lines.remove_suffix(1);
    std::vector<Row> rows;
    std::array<std::size_t, 2> widths{};
    for (std::string_view line : split(lines, '\n')) {
        Row row = split(line, '\t');
        for (std::size_t i = 0; row.size() > 1 && i < std::min(row.size(), widths.size()); ++i)
            widths[i] = std::max(widths[i], count_code_points(row[i]));
        rows.push_back(std::move(row));
    }
    std::string out;
    for (const Row& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            out += row[i];
            if (i + 1 < row.size()) out.append(i < widths.size() ? widths[i] - count_code_points(row[i]) + 2 : 2, ' ');
        }
        while (out.ends_with(' ')) out.pop_back();
        out += '\n';
    }
    return lines.empty() ? "" : out;
}

}  // namespace kaon::inline v0::cli
