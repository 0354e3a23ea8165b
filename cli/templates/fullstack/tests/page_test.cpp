// Handlers without a socket, and the component in a page without a browser.
#include <gtest/gtest.h>

#include "app/board.hpp"
#include "embedded/migrations.hpp"
#include "kaon/app/hydrate.hpp"
#include "kaon/app/server/test_transport.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/sql/sql.hpp"
#include "kaon/ui/dom/testing/page.hpp"
#include "kaon/web/test_client.hpp"
#include "server/routes.hpp"

using namespace kaon;
using dom::testing::TestPage;

namespace {

class Page : public testing::Test {
protected:
    Page() { EXPECT_TRUE(client.loop().run(migrate(db, migrations::files()))); }

    std::string body() {
        const std::string html = client.get("/").send().text();
        const std::size_t begin = html.find("<body>");
        return html.substr(begin, html.find("</body>") - begin);
    }

    Db db = Db::in_memory();
    Service service = app::routes().with(db).build().value();
    TestClient client{service};
};

}  // namespace

TEST_F(Page, takes_a_form_without_a_script) {
    const TestResponse added = client.post("/fn/add_note").form({{"text", "buy <milk>"}}).send();
    EXPECT_EQ(added.status(), http::Status::see_other);
    EXPECT_EQ(added.header("location"), "/");
    EXPECT_NE(client.get("/").send().text().find("buy &lt;milk&gt;"), std::string::npos);
}

TEST_F(Page, shows_the_form_again_with_what_is_wrong) {
    client.post("/fn/add_note").form({{"text", "first"}}).send();
    const TestResponse refused = client.post("/fn/add_note").form({{"text", std::string(201, 'x')}}).send();
    EXPECT_EQ(refused.code(), 422);
    EXPECT_NE(refused.text().find("Between 1 and 200 characters"), std::string::npos);
    EXPECT_NE(refused.text().find(std::string(201, 'x')), std::string::npos);
    EXPECT_NE(refused.text().find("first</li>"), std::string::npos);
}

TEST_F(Page, lives_in_the_browser) {
    client.post("/fn/add_note").form({{"text", "first"}}).send();
    TestPage page{body()};
    TestLoop loop;
    ServiceTransport server{service};
    browser::Installed browser{{.core = &loop, .transport = &server}};
    dom::Mounted mounted = hydrate<"board">(app::board);
    dom::flush();
    EXPECT_EQ(page.log_text(), "");

    page.find("#text").type("second");
    page.find("form").submit();
    EXPECT_TRUE(loop.run([]() -> Task<void> { co_await sleep(1s); }()));  // the database answers
    dom::flush();
    EXPECT_EQ(page.find(".count").text(), "2 notes");
    EXPECT_EQ(page.find_all(".note").at(0).text(), "second");
    EXPECT_EQ(page.find("#text").value(), "");

    page.find("form").submit();
    dom::flush();
    EXPECT_EQ(page.find("#problem").text(), "Between 1 and 200 characters, please.");
    EXPECT_EQ(server.served(), 1) << "what breaks a rule is not sent";
    mounted.unmount();
    dom::flush();
}
