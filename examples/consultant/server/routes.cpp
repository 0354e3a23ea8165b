// The table of routes.
#include "server/routes.hpp"

#include "embedded/assets.hpp"
#include "kaon/app/server/serve.hpp"
#include "server/api.hpp"
#include "server/pages.hpp"

namespace consultant {

using namespace kaon;

namespace {

// Ten times what the forms take, so that too long a text is answered with the form and not with a 413.
constexpr std::uint64_t largest_body = 256 * 1024;

}  // namespace

Router<Db, Advisor> routes() {
    return Router{
        get<"/">(show_front),
        post<"/consultations">(submit),
        get<"/consultations">([] { return Redirect::to("/"); }),  // the address of a form that is shown again
        get<"/c/{name}">(show_consultation),
        post<"/api/consultations">(create_consultation),
        get<"/api/consultations">(list_consultations),
        get<"/api/consultations/{id}">(get_consultation),
        serve<consult>(answer_question),
        get<"/assets/{*path}">(serve_assets(assets::files())),
        get<"/health">(health()),
        on_error(error_page),
        layer(request_id(), trace(), security_headers(), same_origin(), timeout(10s), body_limit(largest_body),
              RememberLanguage{}),
    };
}

}  // namespace consultant
