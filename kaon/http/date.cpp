// The three forms of a date.
#include "kaon/http/date.hpp"

#include <algorithm>
#include <cstring>

#include "kaon/base/calendar.hpp"

namespace kaon::inline v0::http {

namespace {

using calendar::Date;

constexpr std::string_view days = "SunMonTueWedThuFriSat";
constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
constexpr std::string_view long_days[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

void put_two(char* at, int number) {
    at[0] = static_cast<char>('0' + number / 10);
    at[1] = static_cast<char>('0' + number % 10);
}

// Reads a text piece by piece; after the first piece that does not fit, it stays failed.
struct Scanner {
    std::string_view rest;
    bool good = true;

    void expect(std::string_view text) {
        good = good && rest.starts_with(text);
        if (good) rest.remove_prefix(text.size());
    }
    int number(std::size_t digits) {
        int value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            if (!good || rest.empty() || rest[0] < '0' || rest[0] > '9') return good = false, 0;
            value = value * 10 + (rest[0] - '0');
            rest.remove_prefix(1);
        }
        return value;
    }
    // The index of a three-letter name.
    int name(std::string_view table) {
        const std::size_t at = rest.size() < 3 ? std::string_view::npos : table.find(rest.substr(0, 3));
        if (!good || at == std::string_view::npos || at % 3) return good = false, 0;
        rest.remove_prefix(3);
        return static_cast<int>(at / 3);
    }
    std::int64_t time() {
        const int hour = number(2);
        expect(":");
        const int minute = number(2);
        expect(":");
        const int second = number(2);
        good = good && hour < 24 && minute < 60 && second <= 60;  // 60: a leap second
        return hour * 3600 + minute * 60 + second;
    }
};

std::optional<std::int64_t> seconds_from(const Scanner& scanner, Date date, std::int64_t time) {
    if (!scanner.good || !scanner.rest.empty() || date.day < 1) return std::nullopt;
    const std::int64_t day = calendar::day_of(date);
    const Date back = calendar::date_of(day);  // another one for 31 April
    if (back.month != date.month || back.day != date.day) return std::nullopt;
    return day * 86400 + time;
}

// Sun, 06 Nov 1994 08:49:37 GMT
std::optional<std::int64_t> parse_fixdate(std::string_view text) {
    Scanner scanner{text};
    scanner.name(days);
    scanner.expect(", ");
    Date date{};
    date.day = scanner.number(2);
    scanner.expect(" ");
    date.month = scanner.name(months) + 1;
    scanner.expect(" ");
    date.year = scanner.number(4);
    scanner.expect(" ");
    const std::int64_t time = scanner.time();
    scanner.expect(" GMT");
    return seconds_from(scanner, date, time);
}

// Sunday, 06-Nov-94 08:49:37 GMT; a year that seems more than 50 years ahead is in the past.
std::optional<std::int64_t> parse_rfc850(std::string_view text, std::int64_t now) {
    const std::size_t comma = text.find(',');
    if (comma == std::string_view::npos) return std::nullopt;
    if (std::ranges::find(long_days, text.substr(0, comma)) == std::end(long_days)) return std::nullopt;
    Scanner scanner{text.substr(comma)};
    scanner.expect(", ");
    Date date{};
    date.day = scanner.number(2);
    scanner.expect("-");
    date.month = scanner.name(months) + 1;
    scanner.expect("-");
    const std::int64_t this_year = calendar::date_of(now / 86400).year;
    date.year = this_year - this_year % 100 + scanner.number(2);
    if (date.year > this_year + 50) date.year -= 100;
    scanner.expect(" ");
    const std::int64_t time = scanner.time();
    scanner.expect(" GMT");
    return seconds_from(scanner, date, time);
}

// Sun Nov  6 08:49:37 1994
std::optional<std::int64_t> parse_asctime(std::string_view text) {
    Scanner scanner{text};
    scanner.name(days);
    scanner.expect(" ");
    Date date{};
    date.month = scanner.name(months) + 1;
    scanner.expect(" ");
    const bool one_digit = scanner.rest.starts_with(' ');
    if (one_digit) scanner.expect(" ");
    date.day = scanner.number(one_digit ? 1 : 2);
    scanner.expect(" ");
    const std::int64_t time = scanner.time();
    scanner.expect(" ");
    date.year = scanner.number(4);
    return seconds_from(scanner, date, time);
}

}  // namespace

void write_date(std::int64_t seconds, char (&out)[date_size]) {
    seconds = std::clamp<std::int64_t>(seconds, -719528ll * 86400, 2932897ll * 86400 - 1);
    std::int64_t day = seconds / 86400;
    auto time = static_cast<int>(seconds % 86400);
    if (time < 0) --day, time += 86400;
    const Date date = calendar::date_of(day);
    const auto weekday = static_cast<std::size_t>(((day + 4) % 7 + 7) % 7);
    std::memcpy(out, "Sun, 06 Nov 1994 08:49:37 GMT", date_size);
    std::memcpy(out, days.data() + weekday * 3, 3);
    put_two(out + 5, date.day);
    std::memcpy(out + 8, months.data() + (date.month - 1) * 3, 3);
    put_two(out + 12, static_cast<int>(date.year / 100));
    put_two(out + 14, static_cast<int>(date.year % 100));
    put_two(out + 17, time / 3600);
    put_two(out + 20, time / 60 % 60);
    put_two(out + 23, time % 60);
}

std::string format_date(std::int64_t seconds) {
    char text[date_size];
    write_date(seconds, text);
    return {text, date_size};
}

std::optional<std::int64_t> parse_date(std::string_view text, std::int64_t now) {
    if (text.size() > 40) return std::nullopt;
    if (auto seconds = parse_fixdate(text)) return seconds;
    if (auto seconds = parse_rfc850(text, now)) return seconds;
    return parse_asctime(text);
}

}  // namespace kaon::inline v0::http
