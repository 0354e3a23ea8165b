// The component in a page without a browser, with time that jumps and the real routes as its server.
#include <gtest/gtest.h>

#include "app/counter.hpp"
#include "kaon/app/hydrate.hpp"
#include "kaon/app/server/test_transport.hpp"
#include "kaon/coro/test_loop.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/ui/dom/testing/page.hpp"
#include "kaon/web/test_client.hpp"
#include "server/routes.hpp"

namespace counter {
namespace {

using namespace kaon;
using dom::testing::TestPage;

Service make_service() { return routes().build().value(); }

std::string body_of(const Service& service) {
    TestClient client(service);
    const std::string html = client.get("/").send().text();
    const std::size_t begin = html.find("<body>");
    return html.substr(begin, html.find("</body>") - begin);
}

// The page as the server sent it, taken over.
struct Visit {
    Service service = make_service();
    TestPage page{body_of(service)};
    TestLoop loop;
    ServiceTransport server{service};
    browser::Installed browser{{.core = &loop, .transport = &server}};
    dom::Mounted mounted = hydrate<"counter">(counter);

    Visit() {
        server.before([](const FetchRequest&) -> Task<void> { co_await sleep(1s); });
        dom::flush();
    }
    ~Visit() {
        mounted.unmount();
        dom::flush();
    }
    void pass(Duration time) {
        loop.run([](Duration wait) -> Task<void> { co_await sleep(wait); }(time)).value();
        dom::flush();
    }
};

TEST(counter, goes_on_where_the_server_began) {
    Visit visit;
    EXPECT_EQ(visit.page.log_text(), "");
    EXPECT_EQ(visit.page.find("#count").text(), "3");
    EXPECT_TRUE(visit.page.find("#parity").has_class("odd"));
    visit.page.find("#more").click();
    EXPECT_EQ(visit.page.find("#count").text(), "4");
    EXPECT_EQ(visit.page.find("#parity").text(), "even");
    EXPECT_FALSE(visit.page.find("#parity").has_class("odd"));
}

TEST(counter, asks_the_server) {
    Visit visit;
    visit.page.find("#ask").click();
    EXPECT_EQ(visit.page.find("#greeting").text(), "...");
    visit.pass(2s);
    EXPECT_EQ(visit.page.find("#greeting").text(), "hello");
}

TEST(counter, gives_up_what_takes_long_when_its_panel_closes) {
    Visit visit;
    visit.page.find("#wait").click();
    EXPECT_EQ(visit.page.find("#waiting").text(), "An answer that takes long: ...");
    visit.page.find("#wait").click();
    EXPECT_FALSE(visit.page.has("#waiting"));
    visit.pass(60s);  // a Task that still ran would set a signal whose owner is gone
    EXPECT_EQ(visit.page.log_text(), "");
}

}  // namespace
}  // namespace counter
