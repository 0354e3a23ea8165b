// The bodies of the elements: each hands its arguments on to the recorder.
#include "kaon/ui/elements.hpp"

#include "kaon/ui/attributes.hpp"

#define KAON_16(Type)                                                                                                  \
    const Type &a0, const Type &a1, const Type &a2, const Type &a3, const Type &a4, const Type &a5, const Type &a6,    \
        const Type &a7, const Type &a8, const Type &a9, const Type &a10, const Type &a11, const Type &a12,             \
        const Type &a13, const Type &a14, const Type &a15
#define KAON_POINTERS {&a0, &a1, &a2, &a3, &a4, &a5, &a6, &a7, &a8, &a9, &a10, &a11, &a12, &a13, &a14, &a15}

namespace kaon {

using ui::Arg, ui::Attr, ui::Kind, ui::Tag;
namespace tag_rules = ui::tag_rules;

namespace {

consteval Tag make_tag(std::string_view name, std::uint8_t rules) {
    return {name.data(), static_cast<std::uint8_t>(name.size()), rules};
}

View record_raw(const Tag& tag, std::string_view text, Kind kind, const Attr& a0, const Attr& a1) {
    ui::Item item = ui::Value(text).item();
    item.kind = kind;
    const Arg raw = Arg::of(item), b0(a0), b1(a1);
    const Arg* const all[] = {&b0, &b1, &raw};
    return ui::detail::record(tag, all, 3);
}

}  // namespace

View fragment(KAON_16(Arg)) {
    const Arg* const all[] = KAON_POINTERS;
    return ui::detail::record(Tag{}, all, 16);
}

View text(const ui::Value& value) {
    if (value.item().kind == Kind::flag) return {};
    const Arg arg = Arg::of(value.item());
    return ui::detail::record_all(&arg, 1);
}

namespace html {

#define KAON_TAG(function, tag, rules)                                                                                 \
    View function(KAON_16(Arg)) {                                                                                      \
        static constexpr Tag recorded = make_tag(tag, rules);                                                          \
        const Arg* const all[] = KAON_POINTERS;                                                                        \
        return ui::detail::record(recorded, all, 16);                                                                  \
    }
#define KAON_VOID_TAG(function, tag)                                                                                   \
    View function(KAON_16(Attr)) {                                                                                     \
        static constexpr Tag recorded = make_tag(tag, tag_rules::empty);                                               \
        const Attr* const all[] = KAON_POINTERS;                                                                       \
        return ui::detail::record(recorded, all, 16);                                                                  \
    }
#include "kaon/ui/detail/tags.inc"

View element(const ui::ElementName& name, KAON_16(Arg)) {
    if (!name.is_literal() && !ui::detail::is_element_name(name.text())) return {};
    const Arg* const all[] = KAON_POINTERS;
    const Tag tag{name.text().data(), static_cast<std::uint8_t>(name.text().size()),
                  name.is_literal() ? std::uint8_t{0} : tag_rules::copied};
    return ui::detail::record(tag, all, 16);
}

View iframe(KAON_16(Attr)) {
    static constexpr Tag tag = make_tag("iframe", 0);
    const Attr* const all[] = KAON_POINTERS;
    return ui::detail::record(tag, all, 16);
}

static constexpr Tag script_tag = make_tag("script", 0);
static constexpr Tag style_tag = make_tag("style", 0);

View script(KAON_16(Attr)) {
    const Attr* const all[] = KAON_POINTERS;
    return ui::detail::record(script_tag, all, 16);
}
View script(TrustedScript code, const Attr& a0, const Attr& a1) {
    return record_raw(script_tag, code.text, Kind::script, a0, a1);
}
View style(TrustedCss rules, const Attr& a0, const Attr& a1) {
    return record_raw(style_tag, rules.text, Kind::css, a0, a1);
}
View json_script(const ui::Value& element_id, std::string_view json) {
    return record_raw(script_tag, json, Kind::json, type("application/json"), Attr("id", element_id));
}

}  // namespace html

}  // namespace kaon
