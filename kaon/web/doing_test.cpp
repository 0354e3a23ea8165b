// What a request does is its route, for whoever watches the core (kaon/runtime/sentinel.hpp).
#include <gtest/gtest.h>

#include "kaon/coro/time.hpp"
#include "kaon/web/extract/path.hpp"
#include "kaon/web/router.hpp"
#include "kaon/web/test_client.hpp"

using namespace kaon;

namespace {

Task<std::string> tell_what() {
    const Context& context = co_await current_context();
    const std::string at_first = context.core->doing();
    co_await sleep(1ms);
    co_return at_first + " then " + context.core->doing();
}

}  // namespace

TEST(doing, is_the_route_of_a_handler_that_waits_for_nothing) {
    const auto tell = [](Request& request) { return std::string(request.context().core->doing()); };
    TestClient client(Router{get<"/now">(tell)}.build().value());
    client.loop().set_doing("what was before");
    EXPECT_EQ(client.get("/now").send().text(), "/now");
}

TEST(doing, is_the_route_before_and_after_a_wait) {
    Router reports{get<"/{id}">([](Path<int>) { return tell_what(); })};
    TestClient client(Router{nest("/reports", std::move(reports))}.build().value());
    EXPECT_EQ(client.get("/reports/7").send().text(), "/reports/{id} then /reports/{id}");
}
