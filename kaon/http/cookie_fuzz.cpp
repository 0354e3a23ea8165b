// Fuzzes what is read from and written to fields: cookies, dates, media types, weights, entity tags.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "kaon/base/exact_test.hpp"
#include "kaon/http/accept.hpp"
#include "kaon/http/cookie.hpp"
#include "kaon/http/date.hpp"
#include "kaon/http/etag.hpp"
#include "kaon/http/media_type.hpp"
#include "kaon/http/mime.hpp"

using namespace kaon;
using namespace kaon::http;

namespace {
void require(bool condition) {
    if (!condition) std::abort();
}

void cookies(std::string_view text) {
    CookieReader reader(text);
    int count = 0;
    while (reader.next()) {
        require(is_token(reader.name()) && ++count <= CookieReader::max_pairs);
        const SetCookie cookie{.name = std::string(reader.name()), .value = std::string(reader.value())};
        const auto field = cookie.field_value();
        if (field) require(is_field_value(*field) && field->starts_with(cookie.name + "=" + cookie.value + ";"));
    }
    const std::size_t half = text.size() / 2;
    const SetCookie hostile{.name = std::string(text.substr(0, half)),
                            .value = std::string(text.substr(half)),
                            .path = "/" + std::string(text),
                            .domain = std::string(text.substr(0, half))};
    if (const auto field = hostile.field_value()) require(is_field_value(*field));
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Exact exact(data, size);
    const std::string_view text = exact.view();
    cookies(text);

    if (const auto seconds = parse_date(text, 1'700'000'000)) require(parse_date(format_date(*seconds), 0) == seconds);
    if (const auto type = parse_media_type(text)) {
        require(is_token(type->type) && is_token(type->subtype));
        (void)type->parameter("charset");
        (void)type->is_json();
    }
    constexpr std::string_view offers[] = {"text/html", "application/json", "en-US", "ru", "gzip", "identity"};
    for (auto best : {best_media_type, best_language, best_encoding}) {
        const auto index = best(text, offers);
        require(!index || *index < std::size(offers));
    }
    (void)etag_in_list(text, "\"a\"", EtagCompare::weak);
    (void)etags_match(text, text, EtagCompare::strong);
    require(!content_type_of(text).empty());
    return 0;
}
