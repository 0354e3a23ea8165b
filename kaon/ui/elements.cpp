// The bodies of the elements: each hands its arguments on to the recorder.
#include "kaon/ui/elements.hpp"

// The bodies of KAON_ELEMENT (elements.hpp): one call each.
#define KAON_ELEMENT(function, A, tag)                                                                                 \
    View function() { return record_each(tag); }                                                                       \
    View function(A a0) { return record_each(tag, a0); }                                                               \
    View function(A a0, A a1) { return record_each(tag, a0, a1); }                                                     \
    View function(A a0, A a1, A a2) { return record_each(tag, a0, a1, a2); }                                           \
    View function(A a0, A a1, A a2, A a3) { return record_each(tag, a0, a1, a2, a3); }                                 \
    View function(A a0, A a1, A a2, A a3, A a4) { return record_each(tag, a0, a1, a2, a3, a4); }                       \
    View function(A a0, A a1, A a2, A a3, A a4, A a5) { return record_each(tag, a0, a1, a2, a3, a4, a5); }             \
    View function(A a0, A a1, A a2, A a3, A a4, A a5, A a6, A a7, A a8, A a9, A a10, A a11, A a12, A a13, A a14,       \
                  A a15) {                                                                                             \
        const Arg* const all[] = {                                                                                     \
            &a0, &a1, &a2, &a3, &a4, &a5, &a6, &a7, &a8, &a9, &a10, &a11, &a12, &a13, &a14, &a15};                     \
        return record_up_to(tag, all, 16);                                                                             \
    }

namespace kaon::inline v0 {

using ui::Arg, ui::Attr, ui::Tag;
using ui::detail::record_each, ui::detail::record_up_to;
namespace tag_rules = ui::tag_rules;

namespace {

consteval Tag make_tag(std::string_view name, std::uint8_t rules) {
    return {name.data(), static_cast<std::uint8_t>(name.size()), rules};
}

}  // namespace

KAON_ELEMENT(fragment, const Arg&, Tag{})

View text(const ui::Value& value) {
    if (value.item().kind == ui::Kind::flag) return {};
    const Arg arg = Arg::of(value.item());
    return ui::detail::record_all(&arg, 1);
}

namespace html {

#define KAON_TAG(function, tag, rules)                                                                                 \
    static constexpr Tag function##_tag = make_tag(tag, rules);                                                        \
    KAON_ELEMENT(function, const Arg&, function##_tag)
#define KAON_VOID_TAG(function, tag)                                                                                   \
    static constexpr Tag function##_tag = make_tag(tag, tag_rules::empty);                                             \
    KAON_ELEMENT(function, const Attr&, function##_tag)
#include "kaon/ui/detail/tags.inc"

View element(const ui::ElementName& name, const Arg& a0, const Arg& a1, const Arg& a2, const Arg& a3, const Arg& a4,
             const Arg& a5, const Arg& a6, const Arg& a7, const Arg& a8, const Arg& a9, const Arg& a10, const Arg& a11,
             const Arg& a12, const Arg& a13, const Arg& a14, const Arg& a15) {
    if (!name.is_literal() && !ui::detail::is_element_name(name.text())) return {};
    const Arg* const all[] = {&a0, &a1, &a2, &a3, &a4, &a5, &a6, &a7, &a8, &a9, &a10, &a11, &a12, &a13, &a14, &a15};
    std::uint8_t rules = name.is_literal() ? 0 : tag_rules::copied;
    if (name.text() == "svg") rules |= tag_rules::svg;
    if (name.text() == "foreignObject") rules |= tag_rules::html;
    const Tag tag{name.text().data(), static_cast<std::uint8_t>(name.text().size()), rules};
    return record_up_to(tag, all, 16);
}

static constexpr Tag iframe_tag = make_tag("iframe", 0);
static constexpr Tag script_tag = make_tag("script", tag_rules::text_only);

KAON_ELEMENT(iframe, const Attr&, iframe_tag)
KAON_ELEMENT(script, const Attr&, script_tag)

}  // namespace html

}  // namespace kaon::inline v0
