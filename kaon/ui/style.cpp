// The check of style values.
#include "kaon/ui/style.hpp"

#include "kaon/ui/attribute.hpp"

namespace kaon::inline v0::ui {

bool is_safe_style(std::string_view value) {
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char c = value[i];
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return false;
        if (std::string_view(";{}<>\"'\\@").find(c) != std::string_view::npos) return false;
        if (c == '/' && i + 1 < value.size() && value[i + 1] == '*') return false;
        for (std::string_view fetches : {"url", "image", "src", "expression", "element", "cross-fade", "paint"}) {
            if (value.size() - i > fetches.size() && value[i + fetches.size()] == '(' &&
                detail::same_word(value.substr(i, fetches.size()), fetches))
                return false;
        }
        if (detail::same_word(value.substr(i, 10), "image-set(")) return false;
    }
    return true;
}

}  // namespace kaon::inline v0::ui
