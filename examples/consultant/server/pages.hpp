// The handlers that answer with pages.
#pragma once

#include "app/draft.hpp"
#include "kaon/sql/sql.hpp"
#include "kaon/web/web.hpp"
#include "server/advisor.hpp"
#include "server/locale.hpp"

namespace consultant {

struct FrontQuery {
    std::optional<std::string> form;
};

kaon::Task<kaon::http::Response> show_front(kaon::State<kaon::Db> db, kaon::Query<FrontQuery> query, Locale locale);

// The form: leads to the answer, or shows the form again with messages and all that was filled in.
kaon::Task<kaon::http::Response> submit(kaon::State<kaon::Db> db, kaon::State<Advisor> advisor, Locale locale,
                                        kaon::Result<kaon::Form<Draft>> form, kaon::Request& request);

// "/c/17" is the page, "/c/17.md" the download.
kaon::Task<kaon::http::Response> show_consultation(kaon::State<kaon::Db> db, kaon::Path<std::string> name,
                                                   Locale locale);

// Errors as pages, for those who read pages.
kaon::http::Response error_page(const kaon::Error& error, kaon::Request& request, kaon::http::Response response);

}  // namespace consultant
