// The frame around the component.
#include "server/front_page.hpp"

#include "embedded/assets.hpp"
#include "kaon/app/mount_point.hpp"
#include "kaon/browser/start.hpp"

namespace consultant {

using namespace kaon;
using namespace kaon::html;

View front_page(Language language, FrontProps props) {
    const Texts& t = texts(language);
    const std::string_view prefix = props.errors.empty() ? "" : t.error_prefix;
    props.language = words(language).language_code;
    return layout({.language = language,
                   .title = std::string(prefix).append(t.tagline),
                   .path = props.draft.form == "pro" ? "/?form=pro" : "/",
                   .head = start_browser_half(assets::browser_half())},
                  {section(cls("hero"), h1(id("question-heading"), t.hero_heading), p(cls("hero-lead"), t.hero_lead)),
                   mount_point("front", front, props)});
}

}  // namespace consultant
