// Copies the body that is in memory.
#include "kaon/web/extract/body.hpp"

#include "kaon/base/utf8.hpp"
#include "kaon/web/body_text.hpp"

namespace kaon::inline v0 {

bool Bytes::extract(web::Call& call, Bytes& out, std::size_t) {
    const auto bytes = web::whole_body(call);
    if (bytes) out.value = *bytes;
    return bytes.has_value();
}

bool Text::extract(web::Call& call, Text& out, std::size_t) {
    const auto bytes = web::whole_body(call);
    if (!bytes) return false;
    if (!is_utf8(*bytes)) {
        call.error.emplace(Errc::invalid, "the body must be UTF-8");
        return false;
    }
    out.value = *bytes;
    return true;
}

}  // namespace kaon::inline v0
