// Events as text, signs of life in between, and what happens to the Stream when nobody reads any more.
#include <gtest/gtest.h>

#include "kaon/coro/group.hpp"
#include "kaon/coro/test_loop.hpp"
#include "kaon/web/response/sse.hpp"
#include "kaon/web/test_client.hpp"
#include "kaon/web/web.hpp"

namespace kaon::inline v0 {

TEST(sse, events_are_written_as_browsers_read_them) {
    const struct {
        SseEvent event;
        std::string_view expected;
    } cases[] = {
        {{.data = "hello"}, "data: hello\n\n"},
        {{.data = "two\nlines\r\nor three\rfour"}, "data: two\ndata: lines\ndata: or three\ndata: four\n\n"},
        {{.data = "x", .event = "tick", .id = "7", .retry = Duration::seconds(3)},
         "event: tick\ndata: x\nid: 7\nretry: 3000\n\n"},
        {{.event = "empty"}, "event: empty\ndata: \n\n"},
        {{.data = "x", .event = "a\nb", .id = std::string("c\r\0d", 4)}, "event: a b\ndata: x\nid: c  d\n\n"},
        {{.comment = "a\nb"}, ": a\n: b\n\n"},
        {{}, ":\n\n"},
    };
    for (const auto& [event, expected] : cases) EXPECT_EQ(to_text(event), expected);
}

static Stream<SseEvent> count(int from, Duration pause) {
    for (int i = from; i < from + 3; ++i) {
        if (i > from) co_await sleep(pause);
        co_yield {.data = std::to_string(i), .id = std::to_string(i)};
    }
}

TEST(sse, silence_is_filled_with_comments_and_a_browser_that_comes_back_says_where_it_was) {
    const auto events = [](std::optional<Header<"last-event-id">> last) -> Sse {
        return {count(last ? std::stoi(std::string(**last)) + 1 : 1, 40s)};
    };
    TestClient client(Router{get<"/">(events)}.build().value());
    auto response = client.get("/").send();
    EXPECT_EQ(response.header("content-type"), "text/event-stream");
    EXPECT_EQ(response.header("cache-control"), "no-cache");
    EXPECT_EQ(response.text(), "data: 1\nid: 1\n\n:\n\n:\n\ndata: 2\nid: 2\n\n:\n\n:\n\ndata: 3\nid: 3\n\n");
    EXPECT_TRUE(client.get("/").header("last-event-id", "41").send().text().starts_with("data: 42\n"));
}

TEST(sse, without_keep_alive_only_events_are_sent) {
    TestClient client(Router{get<"/">([]() -> Sse { return {count(1, 1000s), {}}; })}.build().value());
    EXPECT_EQ(client.get("/").send().text(), "data: 1\nid: 1\n\ndata: 2\nid: 2\n\ndata: 3\nid: 3\n\n");
}

TEST(sse, an_error_of_the_stream_ends_the_response_with_it) {
    const auto fails = []() -> Stream<SseEvent> {
        co_yield {.data = "fine"};
        co_await Error(Errc::unavailable, "the source is gone");
    };
    TestClient client(Router{get<"/">([fails]() -> Sse { return {fails()}; })}.build().value());
    EXPECT_NE(client.get("/").send().error().find("the source is gone"), std::string::npos);
}

TEST(sse, a_client_that_has_gone_ends_the_stream_wherever_it_waits) {
    for (const bool shielded : {false, true}) {
        int ended = 0;
        const auto endless = [&ended, shielded]() -> Stream<SseEvent> {
            struct Count {
                int& count;
                ~Count() { ++count; }
            } counter{ended};
            const auto pause = []() -> Task<> { co_await sleep(60s); };
            for (;;) {
                co_yield {.data = "x"};
                if (shielded) co_await shield(pause());
                else co_await sleep(60s);
            }
        };
        const Service service = Router{get<"/">([endless]() -> Sse { return {endless()}; })}.build().value();
        TestLoop loop;
        auto read_and_leave = [&]() -> Task<> {
            http::Request message;
            web::TestVisitor::ask(message, "GET", "/");
            http::Body body = (co_await service(message)).body;
            EXPECT_EQ(co_await body.read(), "data: x\n\n");
            EXPECT_EQ(co_await body.read(), ":\n\n");  // and the next event is on its way
            EXPECT_FALSE(co_await attempt(timeout(1s, body.read())));
        };
        EXPECT_TRUE(loop.run(read_and_leave()));
        EXPECT_EQ(ended, shielded ? 0 : 1);
        auto later = []() -> Task<> { co_await sleep(100s); };
        EXPECT_TRUE(loop.run(later()));
        EXPECT_EQ(ended, 1);
    }
}

}  // namespace kaon::inline v0
