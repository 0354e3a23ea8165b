// Fuzzes targets and percent-encoding: what decodes is UTF-8 and encodes back to something that decodes to the same.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "kaon/base/exact_test.hpp"
#include "kaon/base/utf8.hpp"
#include "kaon/http/headers.hpp"
#include "kaon/http/target.hpp"
#include "kaon/http/uri.hpp"

using namespace kaon;
using namespace kaon::http;

namespace {
void require(bool condition) {
    if (!condition) std::abort();
}
bool is_inside(std::string_view part, std::string_view text) {
    return part.empty() || (part.data() >= text.data() && part.data() + part.size() <= text.data() + text.size());
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const Exact exact(data + 1, size - 1);
    const std::string_view text = exact.view();

    std::string decoded, again;
    if (decode_segment(text, decoded)) {
        require(is_utf8(decoded) && decoded.find('\0') == std::string::npos);
        require(decode_segment(encode_segment(decoded), again) && again == decoded);
    }
    if (decode_form(text, decoded)) require(decode_form(encode_form(decoded), again) && again == decoded);
    require(encode_segment(text).find_first_of("/?#&=+ ") == std::string::npos);

    const auto method = static_cast<Method>(data[0] % (known_methods + 1));
    if (const auto target = split_target(method, text)) {
        if (target->path != "/" && target->path != "*") require(is_inside(target->path, text));
        require(is_inside(target->query, text) && is_inside(target->authority, text));
        require(target->path.starts_with('/') || target->path == "*" || method == Method::connect);
        require(target->authority.empty() || is_authority(target->authority));
        require(target->path.find('?') == std::string_view::npos && is_field_value(target->query));
    }
    if (is_authority(text)) require(text.find_first_of("@/?# \r\n") == std::string_view::npos);
    return 0;
}
