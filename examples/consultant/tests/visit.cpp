// Hydrating in process, and letting time pass.
#include "tests/visit.hpp"

#include <gtest/gtest.h>

#include "kaon/app/hydrate.hpp"
#include "kaon/coro/time.hpp"

namespace consultant {

using namespace kaon;

std::string body_of(const TestResponse& response) {
    const std::string html = response.text();
    const std::size_t begin = html.find("<body>");
    return html.substr(begin, html.find("</body>") - begin);
}

std::vector<std::string> texts_of(dom::testing::TestPage& page, std::string_view selector) {
    std::vector<std::string> all;
    for (const auto& element : page.find_all(selector)) all.push_back(element.text());
    return all;
}

Visit::Visit(Site& site, const TestResponse& sent) : server_(site.service()), page(body_of(sent)) {
    server_.before([](const FetchRequest&) -> Task<void> { co_await sleep(1s); });
    mounted_ = hydrate<"front">(front);
    dom::flush();
}

Visit::~Visit() {
    mounted_.unmount();
    dom::flush();
}

void Visit::wait(Duration time) {
    EXPECT_TRUE(loop_.run([](Duration t) -> Task<void> { co_await sleep(t); }(time)));
    dom::flush();
}

void Visit::ask(std::string_view description) {
    page.find("#description").type(description);
    page.find("form").submit();
}

}  // namespace consultant
