// The head of a response (RFC 9112, sections 4 to 6) in one pass over memory that is reserved once.
#include "kaon/http/h1/response_writer.hpp"

#include <cstring>
#include <optional>

#include "kaon/base/put_text.hpp"
#include "kaon/http/date.hpp"
#include "kaon/http/field_list.hpp"
#include "kaon/http/trailers.hpp"

namespace kaon::inline v0::http::h1 {

using http::equals_ignoring_case;
using http::Method;
using http::Status;

namespace {

char* put_date(char* at, std::string_view date) {
    at = put_text(at, "date: ");
    if (date.size() != http::date_size) [[unlikely]]
        return put_text(put_text(at, date), "\r\n");
    std::memcpy(at, date.data(), http::date_size);
    return put_text(at + http::date_size, "\r\n");
}

char* put_number(char* at, std::uint64_t number) {
    if (number < 100) {
        *at = static_cast<char>('0' + number / 10);
        at += number >= 10;
        *at = static_cast<char>('0' + number % 10);
        return at + 1;
    }
    char digits[20];
    char* first = digits + sizeof digits;
    do *--first = static_cast<char>('0' + number % 10);
    while (number /= 10);
    return put_text(at, {first, static_cast<std::size_t>(digits + sizeof digits - first)});
}

char* put_status_line(char* at, Status status) {
    if (status == Status::ok) [[likely]]
        return put_text(at, "HTTP/1.1 200 OK\r\n");
    at = put_text(at, "HTTP/1.1 ");
    const unsigned code = http::code(status) % 1000u;
    *at++ = static_cast<char>('0' + code / 100);
    *at++ = static_cast<char>('0' + code / 10 % 10);
    *at++ = static_cast<char>('0' + code % 10);
    *at++ = ' ';
    return put_text(put_text(at, http::phrase(status)), "\r\n");
}

// Fields that describe this connection or this message's framing: the writer's own business.
enum class Own { no, length, upgrade, drop };
Own own_field(std::string_view name) {
    // Nearly all fields differ from them in size already.
    constexpr std::uint32_t sizes = 1u << 4 | 1u << 7 | 1u << 10 | 1u << 14 | 1u << 16 | 1u << 17;
    if (name.size() >= 32 || !(sizes >> name.size() & 1)) [[likely]]
        return Own::no;
    switch (name.size()) {
        case 4: return equals_ignoring_case(name, "date") ? Own::drop : Own::no;
        case 7: return equals_ignoring_case(name, "upgrade") ? Own::upgrade : Own::no;
        case 10:
            if (equals_ignoring_case(name, "connection") || equals_ignoring_case(name, "keep-alive")) return Own::drop;
            return Own::no;
        case 14: return equals_ignoring_case(name, "content-length") ? Own::length : Own::no;
        case 16: return equals_ignoring_case(name, "proxy-connection") ? Own::drop : Own::no;
        case 17: return equals_ignoring_case(name, "transfer-encoding") ? Own::drop : Own::no;
        default: return Own::no;
    }
}

bool is_number(std::string_view text) {
    for (char c : text) {
        if (c < '0' || c > '9') return false;
    }
    return !text.empty() && text.size() < 20;
}

// https://www.rfc-editor.org/rfc/rfc9112#section-6.3, of a response to `method`.
ContentFraming framing_of(Status status, const std::optional<std::uint64_t>& size, const HeadOptions& options) {
    if (status == Status::ok && size && options.method != Method::connect) [[likely]]
        return ContentFraming::length;
    const bool tunnel = options.method == Method::connect && http::code(status) / 100 == 2;
    if (http::has_no_content(status) || tunnel) return ContentFraming::none;
    if (status == Status::reset_content || size) return ContentFraming::length;
    return options.version == http::Version::http_1_0 ? ContentFraming::until_close : ContentFraming::chunked;
}

struct Wishes {
    std::string_view length;  // of the representation, as the response itself announced it
    bool upgrade = false;
};

// The response's own fields, those aside that write_head() decides on.
char* put_fields(char* at, const http::Headers& headers, Wishes& wishes) {
    for (const auto& [name, value] : headers) {
        switch (own_field(name)) {
            case Own::drop: continue;
            case Own::length: wishes.length = value; continue;
            case Own::upgrade: wishes.upgrade = true; break;
            case Own::no: break;
        }
        at = put_text(put_text(put_text(put_text(at, name), ": "), value), "\r\n");
    }
    return at;
}

char* put_framing(char* at, ContentFraming framing, std::uint64_t size) {
    if (framing == ContentFraming::chunked) return put_text(at, "transfer-encoding: chunked\r\n");
    if (framing != ContentFraming::length) return at;
    return put_text(put_number(put_text(at, "content-length: "), size), "\r\n");
}

// https://www.rfc-editor.org/rfc/rfc9112#section-9.3 and RFC 9110, section 7.8
char* put_connection(char* at, const HeadOptions& options, bool keep_alive, bool upgrade) {
    const bool old = options.version == http::Version::http_1_0;
    if (upgrade) return put_text(at, keep_alive ? "connection: upgrade\r\n" : "connection: upgrade, close\r\n");
    if (!keep_alive) return put_text(at, "connection: close\r\n");
    return old ? put_text(at, "connection: keep-alive\r\n") : at;
}

}  // namespace

ContentFraming write_head(ByteBuffer& out, const http::Response& response, const HeadOptions& options) {
    // Everything but the fields fits: status line 64, Date 8 + 29, framing 38, Connection 28.
    std::size_t room = 256 + options.date.size();
    for (const auto& [name, value] : response.headers) room += name.size() + value.size() + 4;
    char* const begin = out.prepare(room);

    Wishes wishes;
    char* at = put_fields(put_status_line(begin, response.status), response.headers, wishes);
    const std::optional<std::uint64_t> size = response.body.size();
    ContentFraming framing = framing_of(response.status, size, options);
    // https://www.rfc-editor.org/rfc/rfc9110#section-8.6: for HEAD, the length that GET would have; never for 1xx, 204.
    const bool head = options.method == Method::head && framing != ContentFraming::none;
    if (head && size == 0 && is_number(wishes.length)) {
        at = put_text(put_text(put_text(at, "content-length: "), wishes.length), "\r\n");
    } else if (framing == ContentFraming::length || (framing == ContentFraming::chunked && !head)) {
        const bool reset = response.status == Status::reset_content;
        at = put_framing(at, framing, reset ? 0 : size.value_or(0));
    }
    if (head || response.status == Status::reset_content) framing = ContentFraming::none;

    const bool interim = http::code(response.status) < 200;
    if (!interim) at = put_date(at, options.date);
    const bool keep_alive = options.keep_alive && framing != ContentFraming::until_close;
    if (!interim || wishes.upgrade) at = put_connection(at, options, keep_alive || interim, wishes.upgrade);
    at = put_text(at, "\r\n");
    out.commit(static_cast<std::size_t>(at - begin));
    return framing;
}

// https://www.rfc-editor.org/rfc/rfc9112#section-7.1. No data, no chunk: an empty one would end the content.
void write_chunk(ByteBuffer& out, std::string_view data) {
    if (data.empty()) return;
    char digits[16];
    char* first = digits + sizeof digits;
    for (std::size_t size = data.size(); size; size >>= 4) *--first = "0123456789abcdef"[size & 15];
    const auto count = static_cast<std::size_t>(digits + sizeof digits - first);
    char* const begin = out.prepare(count + data.size() + 4);
    char* at = put_text(put_text(begin, {first, count}), "\r\n");
    std::memcpy(at, data.data(), data.size());
    at = put_text(at + data.size(), "\r\n");
    out.commit(static_cast<std::size_t>(at - begin));
}

// https://www.rfc-editor.org/rfc/rfc9112#section-7.1.2
void write_last_chunk(ByteBuffer& out, const http::Headers* trailers) {
    out.append("0\r\n");
    if (trailers && !trailers->broken()) {
        for (const auto& [name, value] : *trailers) {
            if (!http::may_be_trailer(name)) continue;
            char* const begin = out.prepare(name.size() + value.size() + 4);
            char* const end = put_text(put_text(put_text(put_text(begin, name), ": "), value), "\r\n");
            out.commit(static_cast<std::size_t>(end - begin));
        }
    }
    out.append("\r\n");
}

void write_continue(ByteBuffer& out) { out.append("HTTP/1.1 100 Continue\r\n\r\n"); }

}  // namespace kaon::inline v0::http::h1
