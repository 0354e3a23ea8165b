// Writes the plain parts of a response.
#include "kaon/web/response/text.hpp"

namespace kaon::inline v0 {

void write_response(http::Response& out, Request&, http::Status&& status) { out.status = status; }

void write_response(http::Response& out, Request&, http::Response&& response) { out = std::move(response); }

void write_response(http::Response& out, Request&, std::string&& text) {
    web::set_content_type(out, "text/plain; charset=utf-8");
    out.body = std::move(text);
}

void write_response(http::Response& out, Request& request, const char*&& text) {
    write_response(out, request, std::string(text));
}

void write_response(http::Response& out, Request&, StaticText&& text) {
    web::set_content_type(out, "text/plain; charset=utf-8");
    out.body = http::Body(text);
}

void write_response(http::Response& out, Request&, http::Body&& body) { out.body = std::move(body); }

}  // namespace kaon::inline v0
