// One pass over the head, no tables, no allocation; RFC 9112 sections 2 to 6 as far as a GET needs them.
#include "benchmarks/load/raw_http.hpp"

#include <charconv>
#include <cstdint>
#include <cstring>

#include <strings.h>

namespace raw {
namespace {

struct Head {
    enum class State { complete, partial, bad };
    State state = State::partial;
    std::string_view method, path;
    std::size_t size = 0;  // with the empty line
    std::uint64_t body = 0;
    bool close = false, chunked = false;
};

bool same(std::string_view text, std::string_view lower) {
    return text.size() == lower.size() && strncasecmp(text.data(), lower.data(), lower.size()) == 0;
}

bool number(std::string_view text, std::uint64_t& out) {
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, out);
    return read.ec == std::errc{} && read.ptr == end;
}

// False for a line that is no field, and for a length that is no number.
bool read_field(std::string_view line, Head& head) {
    const std::size_t colon = line.find(':');
    if (colon == 0 || colon == line.npos) return false;
    const std::string_view name = line.substr(0, colon);
    std::string_view value = line.substr(colon + 1);
    while (value.starts_with(' ') || value.starts_with('\t')) value.remove_prefix(1);
    if (same(name, "connection")) {
        if (same(value, "close")) head.close = true;
        if (same(value, "keep-alive")) head.close = false;
    } else if (same(name, "content-length")) {
        return number(value, head.body);
    } else if (same(name, "transfer-encoding")) {
        head.chunked = true;
    }
    return true;
}

bool read_request_line(std::string_view line, Head& head) {
    const std::size_t first = line.find(' '), second = line.find(' ', first + 1);
    if (first == line.npos || second == line.npos) return false;
    const std::string_view version = line.substr(second + 1);
    if (version.size() != 8 || !version.starts_with("HTTP/1.")) return false;
    head.method = line.substr(0, first);
    head.path = line.substr(first + 1, second - first - 1);
    head.close = version[7] == '0';
    return true;
}

Head read_head(std::string_view input) {
    Head head;
    for (std::size_t at = 0, end; (end = input.find('\n', at)) != input.npos; at = end + 1) {
        std::string_view line = input.substr(at, end - at);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (at != 0 && line.empty()) {
            head.size = end + 1;
            head.state = Head::State::complete;
            return head;
        }
        if (at == 0 ? !read_request_line(line, head) : !read_field(line, head)) {
            head.state = Head::State::bad;
            return head;
        }
    }
    return head;
}

struct Response {
    std::string_view status, type, body;
};

char* put(char* to, std::string_view text) {
    std::memcpy(to, text.data(), text.size());
    return to + text.size();
}

void write(std::string& out, const Response& response, const Date& date, bool close) {
    const std::size_t before = out.size();
    constexpr std::size_t most = 256;  // of a head
    out.resize_and_overwrite(before + most + response.body.size(), [&](char* begin, std::size_t) {
        char* at = put(put(begin + before, "HTTP/1.1 "), response.status);
        at = put(put(at, "\r\nServer: raw\r\nDate: "), date.text());
        at = put(put(at, "\r\nContent-Type: "), response.type);
        at = put(at, "\r\nContent-Length: ");
        at = std::to_chars(at, at + 20, response.body.size()).ptr;
        if (close) at = put(at, "\r\nConnection: close");
        at = put(put(at, "\r\n\r\n"), response.body);
        return static_cast<std::size_t>(at - begin);
    });
}

bool is_plain(char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; }

void append_escaped(std::string& out, std::string_view text) {
    out += '"';
    while (!text.empty()) {
        std::size_t plain = 0;
        while (plain < text.size() && is_plain(text[plain])) ++plain;
        out.append(text.substr(0, plain));
        if (plain == text.size()) break;
        constexpr std::string_view hex = "0123456789abcdef";
        const auto byte = static_cast<unsigned char>(text[plain]);
        out.append("\\u00") += hex[byte >> 4];
        out += hex[byte & 15];
        text.remove_prefix(plain + 1);
    }
    out += '"';
}

Response respond(const Head& head, std::string& json) {
    if (head.method != "GET") return {"405 Method Not Allowed", "text/plain", ""};
    if (head.path == "/plaintext") return {"200 OK", "text/plain", "Hello, World!"};
    json.clear();
    if (head.path == "/json") {
        json.append("{\"message\":");
        append_escaped(json, "Hello, World!");
        return {"200 OK", "application/json", json += '}'};
    }
    std::uint64_t id = 0;
    if (!head.path.starts_with("/users/") || !number(head.path.substr(7), id))
        return {"404 Not Found", "text/plain", "not found"};
    char digits[20];
    json.append("{\"id\":").append(digits, std::to_chars(digits, digits + sizeof digits, id).ptr).append(",\"name\":");
    append_escaped(json, "Ada Lovelace");
    return {"200 OK", "application/json", json += '}'};
}

}  // namespace

void Date::refresh() {
    timespec now;
    clock_gettime(CLOCK_REALTIME_COARSE, &now);
    if (now.tv_sec == second_) return;
    second_ = now.tv_sec;
    std::tm fields;
    gmtime_r(&second_, &fields);
    size_ = std::strftime(text_, sizeof text_, "%a, %d %b %Y %H:%M:%S GMT", &fields);
}

Answered answer(std::string_view input, std::string& out, const Date& date) {
    static thread_local std::string json;
    std::size_t used = 0;
    while (used < input.size()) {
        const std::string_view rest = input.substr(used);
        const Head head = read_head(rest);
        if (head.state == Head::State::partial) break;
        if (head.state == Head::State::bad || head.chunked) {
            const std::string_view status = head.chunked ? "501 Not Implemented" : "400 Bad Request";
            write(out, {status, "text/plain", ""}, date, true);
            return {input.size(), true};
        }
        if (rest.size() - head.size < head.body) break;
        used += head.size + head.body;
        write(out, respond(head, json), date, head.close);
        if (head.close) return {used, true};
    }
    return {used, false};
}

}  // namespace raw
