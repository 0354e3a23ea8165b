// Reading of form pairs: what needs no decoding is not copied.
#include "kaon/http/form.hpp"

#include "kaon/base/utf8.hpp"
#include "kaon/http/uri.hpp"

namespace kaon::inline v0::http {

FormReader::FormReader(std::string_view text, FormLimits limits) : rest_(text), pairs_left_(limits.pairs) {
    if (text.size() > limits.bytes) fail(Wrong::size);
}

bool FormReader::next() {
    std::string_view pair;
    while (pair.empty()) {
        if (rest_.empty()) return false;
        const std::size_t end = rest_.find('&');
        pair = rest_.substr(0, end);
        rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    }
    if (pairs_left_ == 0) return fail(Wrong::count);
    --pairs_left_;
    const std::size_t equals = pair.find('=');
    const std::string_view value = equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1);
    if (!decode(pair.substr(0, equals), key_buffer_, key_) || !decode(value, value_buffer_, value_))
        return fail(Wrong::encoding);
    return true;
}

Result<> FormReader::outcome() const {
    switch (wrong_) {
        case Wrong::nothing: break;
        case Wrong::encoding: return Error(Errc::invalid, "the form data are not properly encoded");
        case Wrong::size: return Error(Errc::too_large, "the form data are too large");
        case Wrong::count: return Error(Errc::too_large, "the form data have too many fields");
    }
    return {};
}

bool FormReader::fail(Wrong wrong) {
    wrong_ = wrong;
    rest_ = key_ = value_ = {};
    return false;
}

bool FormReader::decode(std::string_view text, std::string& buffer, std::string_view& out) {
    if (text.find_first_of(std::string_view("%+\0", 3)) == std::string_view::npos) {
        out = text;
        return is_utf8(text);
    }
    if (!decode_form(text, buffer)) return false;
    out = buffer;
    return true;
}

}  // namespace kaon::inline v0::http
