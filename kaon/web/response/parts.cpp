// Writes the parts.
#include "kaon/web/response/parts.hpp"

namespace kaon::inline v0 {

void write_response(http::Response& out, Request&, Html&& html) {
    web::set_content_type(out, "text/html; charset=utf-8");
    out.body = std::move(html.text);
}

void write_response(http::Response& out, Request&, NoContent&&) { out.status = http::Status::no_content; }

void write_response(http::Response& out, Request&, SetHeader&& header) {
    out.headers.set_copy(header.name.view(), header.value);
}

Result<> write_response(http::Response& out, Request&, SetCookie&& cookie) {
    auto value = cookie.field_value();
    if (!value) return std::move(value).error();
    out.headers.append("set-cookie", *value);
    return {};
}

void write_response(http::Response& out, Request&, Streamed&& streamed) {
    web::set_content_type(out, streamed.content_type);
    out.body = http::Body::stream(std::move(streamed.pieces));
}

}  // namespace kaon::inline v0
