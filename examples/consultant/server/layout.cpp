// The frame as a component.
#include "server/layout.hpp"

#include "embedded/assets.hpp"

namespace consultant {

using namespace kaon;
using namespace kaon::html;

namespace {

std::string asset(std::string_view hashed) { return std::string("/assets/").append(hashed); }

View brand_mark() {
    return element(
        "svg", cls("brand-mark"), attr("viewBox", "0 0 32 32"), aria("hidden", true), attr("focusable", "false"),
        element("rect", attr("width", 32), attr("height", 32), attr("rx", 8), attr("fill", "#a33a0c")),
        element("path", attr("d", "M16 7v18M9 25h14M16 9l-8 2.5M16 9l8 2.5"), attr("stroke", "#fff"),
                attr("stroke-width", 2), attr("stroke-linecap", "round"), attr("fill", "none")),
        element("path",
                attr("d", "M4.5 18 8 11.5l3.5 6.5a3.5 3.5 0 0 1-7 0zM20.5 18l3.5-6.5 3.5 6.5a3.5 3.5 0 0 1-7 0z"),
                attr("fill", "#ffd9c2")));
}

View language_link(const Frame& frame, Language language, std::string_view own_name) {
    const std::string_view code = words(language).language_code;
    const char* joint = frame.path.find('?') == std::string::npos ? "?lang=" : "&lang=";
    const std::string target = frame.path + joint + std::string(code);
    return a(href(target), lang(code), hreflang(code), when(language == frame.language, aria("current", "true")),
             own_name);
}

}  // namespace

View layout(const Frame& frame, const Children& content_of_page) {
    const Texts& t = texts(frame.language);
    return page(
        {.lang = words(frame.language).language_code,
         .title = frame.title,
         .head = fragment(meta(html::name("description"), content(t.description)),
                          meta(html::name("color-scheme"), content("light dark")),
                          link(rel("icon"), href(asset(assets::hashed("favicon.svg"))), type("image/svg+xml")),
                          link(rel("stylesheet"), href(asset(assets::hashed("style.css")))), frame.head)},
        a(cls("skip-link"), href("#main"), t.skip_to_content),
        header(cls("site-header"), a(cls("brand"), href("/"), brand_mark(), span(t.title)),
               nav(cls("language-switch"), aria("label", t.language_switch),
                   language_link(frame, Language::en, "English"), language_link(frame, Language::ru, "Русский"))),
        main_(cls("site-main"), id("main"), content_of_page),
        footer(cls("site-footer"), p(t.footer_engine), p(t.footer_sources)));
}

}  // namespace consultant
