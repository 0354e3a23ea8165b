// Which language a visitor reads: the remembered choice, else the browser's wish.
//
//   Html page(Locale locale) { ... texts(locale.language) ... }
//
// A `?lang=ru` on any page is remembered in a cookie by the layer, which then leads to the page without it. The API has
// no such switch: it goes by Accept-Language.
#pragma once

#include "advisor/advise.hpp"
#include "kaon/web/web.hpp"

namespace consultant {

struct Locale {
    Language language = Language::en;

    static kaon::Result<Locale> from_request(kaon::Request& request);
};

Language language_of(const kaon::Request& request);

// Where the language switch of this page leads back to: path and query; "/" after a POST.
std::string page_address(const kaon::Request& request);

struct RememberLanguage {
    kaon::Task<kaon::http::Response> operator()(kaon::Request& request, kaon::Next next) const;
};

}  // namespace consultant
