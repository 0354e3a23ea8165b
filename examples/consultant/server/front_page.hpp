// The front page: what it is about, and what lives on in the browser (app/front.hpp).
#pragma once

#include "app/front.hpp"
#include "server/layout.hpp"

namespace consultant {

kaon::View front_page(Language language, FrontProps props);

}  // namespace consultant
