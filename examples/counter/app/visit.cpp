// Both Tasks run in the browser, and natively against a Transport of a test.
#include "app/visit.hpp"

#include "kaon/browser/console.hpp"
#include "kaon/browser/fetch.hpp"
#include "kaon/coro/group.hpp"
#include "kaon/coro/time.hpp"

namespace counter {

using namespace kaon;

Task<void> visit() {
    co_await sleep(20ms);
    console::log("waited");
    const FetchResponse answer = co_await fetch({.url = "/api/greeting"});
    console::log("the server says: " + answer.body);
}

Task<void> lose_patience() {
    const Result<FetchResponse> answer = co_await attempt(timeout(100ms, fetch({.url = "/api/slow"})));
    console::log(answer ? std::string("answered") : "gave up: " + std::string(answer.error().name()));
}

}  // namespace counter
