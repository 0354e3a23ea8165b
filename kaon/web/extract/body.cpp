// Copies the body that is in memory.
#include "kaon/web/extract/body.hpp"

#include "kaon/base/utf8.hpp"
#include "kaon/web/body_text.hpp"
#include "kaon/web/respond.hpp"

namespace kaon::inline v0 {

bool Bytes::extract(web::Call& call, Bytes& out, std::size_t) {
    const auto bytes = web::whole_body(call);
    if (bytes) out.value = call.request.body().take_bytes();
    return bytes.has_value();
}

void write_response(http::Response& out, Request& request, Text&& text) {
    write_response(out, request, std::move(text.value));
}

void write_response(http::Response& out, Request&, Bytes&& bytes) {
    web::set_content_type(out, "application/octet-stream");
    out.body = std::move(bytes.value);
}

bool Text::extract(web::Call& call, Text& out, std::size_t) {
    const auto bytes = web::whole_body(call);
    if (!bytes) return false;
    if (!is_utf8(*bytes)) {
        call.error.emplace(Errc::invalid, "the body must be UTF-8");
        return false;
    }
    out.value = call.request.body().take_bytes();
    return true;
}

}  // namespace kaon::inline v0
