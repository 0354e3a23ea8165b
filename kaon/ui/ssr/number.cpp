// Doubles in JavaScript's form: the shortest digits that read back, without an exponent from 1e-6 up to 1e21.
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>

#include "kaon/ui/ssr/attributes.hpp"

namespace kaon::inline v0::ui {

void append_real(std::string& out, double number) {
    if (std::isnan(number)) return void(out += "NaN");
    if (std::isinf(number)) return void(out += number < 0 ? "-Infinity" : "Infinity");
    if (number == 0) return void(out += '0');
    char text[40];
    char* const end = std::to_chars(text, text + sizeof text, number, std::chars_format::scientific).ptr;
    // "-d.ddde+xx": the digits without the point, and where the point belongs.
    char digits[32];
    std::size_t count = 0;
    const char* at = text;
    if (*at == '-') {
        out += '-';
        ++at;
    }
    for (; at != end && *at != 'e'; ++at) {
        if (*at != '.') digits[count++] = *at;
    }
    ++at;
    if (at != end && *at == '+') ++at;
    int exponent = 0;
    std::from_chars(at, end, exponent);
    const int point = exponent + 1;  // digits before the point
    const auto size = static_cast<int>(count);
    if (point > 21 || point < -5) {
        out += digits[0];
        if (size > 1) (out += '.').append(digits + 1, count - 1);
        out += exponent < 0 ? "e-" : "e+";
        char power[8];
        out.append(power, std::to_chars(power, power + sizeof power, std::abs(exponent)).ptr);
    } else if (point <= 0) {
        out += "0.";
        out.append(static_cast<std::size_t>(-point), '0');
        out.append(digits, count);
    } else if (point >= size) {
        out.append(digits, count);
        out.append(static_cast<std::size_t>(point - size), '0');
    } else {
        out.append(digits, static_cast<std::size_t>(point));
        (out += '.').append(digits + point, count - static_cast<std::size_t>(point));
    }
}

}  // namespace kaon::inline v0::ui
