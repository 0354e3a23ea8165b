// Elements around code and data that the program brings. Apart from elements.cpp, which every view needs: what these
// ask for is linked with them only.
#include "kaon/ui/attributes.hpp"
#include "kaon/ui/elements.hpp"

namespace kaon::inline v0::html {

using ui::Attr, ui::Kind, ui::Tag;

static constexpr Tag script_tag{"script", 6, ui::tag_rules::text_only};
static constexpr Tag style_tag{"style", 5, ui::tag_rules::text_only};

static View record_raw(const Tag& tag, std::string_view text, Kind kind, const Attr& a0, const Attr& a1) {
    ui::Item item = ui::Value(text).item();
    item.kind = kind;
    return ui::detail::record_each(tag, a0, a1, ui::Arg::of(item));
}

View script(TrustedScript code, const Attr& a0, const Attr& a1) {
    return record_raw(script_tag, code.text, Kind::script, a0, a1);
}
View style(TrustedCss rules, const Attr& a0, const Attr& a1) {
    return record_raw(style_tag, rules.text, Kind::css, a0, a1);
}
View json_script(const ui::Value& element_id, std::string_view json) {
    return record_raw(script_tag, json, Kind::json, type("application/json"), Attr(ui::PlainName("id"), element_id));
}

}  // namespace kaon::inline v0::html
