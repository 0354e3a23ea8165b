// Testing a handler: the whole router is asked in the test's own process, without a socket, in time that jumps.
// Run with: cmake --build build/release --target lesson_test_handler && build/release/lessons/test_handler
//
// $ test_handler
// ...
// [  PASSED  ] 4 tests.
#include <gtest/gtest.h>

#include "kaon/base/mutex.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/web/test_client.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;

namespace {

// What is tested: in a project, these are the handlers of server/.
struct Message {
    std::string text;
    static consteval auto describe() { return reflect::rules({{.field = "text", .min_length = 1}}); }
};
struct Wall {
    Mutex<std::vector<std::string>> messages;
};

Task<Created<Message>> post_message(State<Wall> wall, Json<Message> message) {
    const std::size_t id = wall->messages.with([&](auto& all) { return all.push_back(message->text), all.size(); });
    co_return Created{*message, "/messages/{}", id};
}
Task<std::string> wait_for_message(State<Wall> wall) {
    while (wall->messages.lock()->empty()) co_await sleep(1s);
    co_return wall->messages.lock()->back();
}

Router<Wall> routes() {
    return Router{post<"/messages">(post_message), get<"/messages/next">(wait_for_message, timeout(30s))};
}

// snippet: handler
TEST(messages, are_created) {
    TestClient client(routes().with<Wall>().build().value());
    const TestResponse made = client.post("/messages").json(R"({"text":"hello"})").send();
    EXPECT_EQ(made.status(), http::Status::created);
    EXPECT_EQ(made.header("location"), "/messages/1");
    EXPECT_EQ(made.json<Message>().value().text, "hello");
}

TEST(messages, without_text_are_refused) {
    TestClient client(routes().with<Wall>().build().value());
    const TestResponse refused = client.post("/messages").json(R"({"text":""})").send();
    EXPECT_EQ(refused.code(), 422);
    EXPECT_NE(refused.text().find(R"("field":"text")"), std::string::npos) << refused.text();
}
// end

// snippet: time
TEST(messages, are_waited_for_as_long_as_it_takes) {
    TestClient client(routes().with<Wall>().build().value());
    const Instant begin = client.loop().now();
    EXPECT_EQ(client.get("/messages/next").send().code(), 503);  // at once: only the loop's time has passed
    EXPECT_EQ((client.loop().now() - begin).whole_seconds(), 30);
}
// end

// snippet: pieces
TEST(messages, may_arrive_in_pieces) {
    TestClient client(routes().with<Wall>().build().value());
    EXPECT_EQ(client.post("/messages").json(R"({"text":"hello"})").in_pieces_of(3).send().code(), 201);
    EXPECT_EQ(client.get("/messages/next").send().text(), "hello");
}
// end

}  // namespace
