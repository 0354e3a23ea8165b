// Reading application/x-www-form-urlencoded leniently.
#include "server/form_rescue.hpp"

#include <algorithm>

#include "app/words.hpp"
#include "kaon/base/ascii.hpp"
#include "kaon/base/utf8.hpp"

namespace consultant {

namespace {

// As https://url.spec.whatwg.org/#urlencoded-parsing: a '%' without two hex digits stands for itself.
std::string unescape(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? kaon::ascii::hex_value(text[i + 1]) : -1;
        const int low = high >= 0 ? kaon::ascii::hex_value(text[i + 2]) : -1;
        if (low >= 0) {
            out += static_cast<char>(high << 4 | low);
            i += 2;
        } else {
            out += text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

// U+FFFD for each byte that is no text.
std::string repair(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t length = text.front() == '\0' ? 0 : kaon::code_point_length(text);
        out += length > 0 ? text.substr(0, length) : "\uFFFD";
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return out;
}

}  // namespace

RescuedForm rescue_form(std::string_view body, Language language) {
    RescuedForm form;
    while (!body.empty()) {
        const std::string_view pair = body.substr(0, body.find('&'));
        body.remove_prefix(std::min(pair.size() + 1, body.size()));
        const std::string_view key = pair.substr(0, pair.find('='));
        std::string* field = key == "form"           ? &form.draft.form
                             : key == "language"     ? &form.draft.language
                             : key == "description"  ? &form.draft.description
                             : key == "stack"        ? &form.draft.stack
                             : key == "project_type" ? &form.draft.project_type
                             : key == "pain"         ? &form.draft.pain
                                                     : nullptr;
        if (!field || key.size() == pair.size()) continue;
        const std::string raw = unescape(pair.substr(key.size() + 1));
        *field = repair(raw);
        if (*field != raw) form.errors.push_back({std::string(key), std::string(words(language).error_encoding)});
    }
    return form;
}

}  // namespace consultant
