// The table of elements.
#include "kaon/ui/dom/testing/random_tags.hpp"

#include <initializer_list>
#include <iterator>

#include "kaon/ui/ui.hpp"

namespace kaon::inline v0::dom::testing {

namespace {

using ui::Arg, ui::Attr;
using Bound = RandomTag::Bound;

Attr as_attr(const Arg& arg) { return Attr::of(arg.item()); }

constexpr auto all_of = [](auto make, const Arg* a) {
    return make(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15]);
};

struct Entry {
    std::initializer_list<Within> places;
    RandomTag tag;
};

#define ENTRY(function) [](const Arg* a) { return all_of([](auto&... x) { return function(x...); }, a); }
#define NAMED(name) [](const Arg* a) { return all_of([](auto&... x) { return html::element(name, x...); }, a); }

View typed_input(const char* kind, const Arg* a, const Attr& own) {
    const Attr attribute = html::type(std::string_view(kind));
    return html::input(attribute, own, as_attr(a[14]), as_attr(a[0]), as_attr(a[1]), as_attr(a[2]), as_attr(a[3]),
                       as_attr(a[4]), as_attr(a[5]), as_attr(a[6]), as_attr(a[7]), as_attr(a[8]), as_attr(a[9]),
                       as_attr(a[10]), as_attr(a[11]), as_attr(a[12]));
}

View make_option(const Arg* a, const Attr& value) {
    return html::option(value, a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[15]);
}

const Entry entries[] = {
    {{Within::flow}, {Within::flow, ENTRY(html::div)}},
    {{Within::flow}, {Within::flow, ENTRY(html::section)}},
    {{Within::flow}, {Within::phrasing, ENTRY(html::p)}},
    {{Within::flow}, {Within::phrasing, ENTRY(html::pre)}},
    {{Within::flow}, {Within::items, ENTRY(html::ul)}},
    {{Within::flow}, {Within::table, ENTRY(html::table)}},
    {{Within::flow, Within::phrasing}, {Within::phrasing, ENTRY(html::span)}},
    {{Within::flow, Within::phrasing}, {Within::phrasing, ENTRY(html::em)}},
    {{Within::flow, Within::phrasing}, {Within::text_only, ENTRY(html::a)}},
    {{Within::flow, Within::phrasing}, {Within::text_only, ENTRY(html::button)}},
    {{Within::flow, Within::phrasing}, {Within::svg, ENTRY(html::svg)}},
    {{Within::flow, Within::phrasing}, {Within::phrasing, NAMED("x-box")}},
    {{Within::flow, Within::phrasing}, {Within::one_text, ENTRY(html::textarea)}},
    {{Within::flow, Within::phrasing}, {Within::nothing, ENTRY(html::textarea), Bound::value}},
    {{Within::flow, Within::phrasing}, {Within::options, ENTRY(html::select), Bound::choice}},
    {{Within::flow, Within::phrasing},
     {Within::nothing, [](const Arg* a) { return typed_input("text", a, Attr()); }, Bound::value}},
    {{Within::flow, Within::phrasing},
     {Within::nothing, [](const Arg* a) { return typed_input("checkbox", a, Attr()); }, Bound::checked}},
    {{Within::flow, Within::phrasing},
     {Within::nothing, [](const Arg* a) { return typed_input("radio", a, html::value("b")); }, Bound::group}},
    {{Within::items}, {Within::flow, ENTRY(html::li)}},
    {{Within::table}, {Within::body, ENTRY(html::tbody)}},
    {{Within::table}, {Within::body, ENTRY(html::thead)}},
    {{Within::body}, {Within::row, ENTRY(html::tr)}},
    {{Within::row}, {Within::flow, ENTRY(html::td)}},
    {{Within::row}, {Within::phrasing, ENTRY(html::th)}},
    {{Within::options}, {Within::text_only, [](const Arg* a) { return make_option(a, html::value("a")); }}},
    {{Within::options},
     {Within::text_only, [](const Arg* a) { return make_option(a, html::value(std::string_view("b"))); }}},
    {{Within::options}, {Within::text_only, [](const Arg* a) { return make_option(a, html::value("c")); }}},
    {{Within::svg}, {Within::svg, NAMED("g")}},
    {{Within::svg}, {Within::text_only, NAMED("text")}},
    {{Within::svg}, {Within::svg, NAMED("linearGradient")}},
    {{Within::svg}, {Within::flow, NAMED("foreignObject")}},
};

#undef ENTRY
#undef NAMED

}  // namespace

const RandomTag& tag_at(unsigned index) { return entries[index].tag; }

const std::vector<unsigned>& tags_within(Within within) {
    static const auto all = [] {
        std::vector<std::vector<unsigned>> by_place(static_cast<std::size_t>(Within::nothing) + 1);
        for (unsigned i = 0; i < std::size(entries); ++i) {
            for (const Within place : entries[i].places) by_place[static_cast<std::size_t>(place)].push_back(i);
        }
        return by_place;
    }();
    return all[static_cast<std::size_t>(within)];
}

}  // namespace kaon::inline v0::dom::testing
