// Visit: a visitor with a script: the front page as the server sent it, taken over, against the real server and engine,
// over a network that takes a second of a time that jumps.
#pragma once

#include "app/front.hpp"
#include "kaon/app/server/test_transport.hpp"
#include "kaon/coro/test_loop.hpp"
#include "kaon/ui/dom/page.hpp"
#include "kaon/ui/dom/testing/page.hpp"
#include "tests/site.hpp"

namespace consultant {

// What is in the page's <body>.
std::string body_of(const kaon::TestResponse& response);
std::vector<std::string> texts_of(kaon::dom::testing::TestPage& page, std::string_view selector);

// One at a time: the renderer drives one page.
class Visit {
public:
    explicit Visit(Site& site, std::string_view target = "/", std::string_view language = "en")
        : Visit(site, site.page(target, language)) {}
    Visit(Site& site, const kaon::TestResponse& sent);
    ~Visit();
    Visit(const Visit&) = delete;
    Visit& operator=(const Visit&) = delete;

    void wait(kaon::Duration time);
    // Sends the Basic form.
    void ask(std::string_view description);
    kaon::ServiceTransport& server() { return server_; }

private:
    kaon::TestLoop loop_;
    kaon::ServiceTransport server_;
    kaon::browser::Installed browser_{{.core = &loop_, .transport = &server_}};

public:
    kaon::dom::testing::TestPage page;

private:
    kaon::dom::Mounted mounted_;
};

}  // namespace consultant
