// Publish and subscribe: order, who hears what, slow subscribers, names, and four cores at once.
#include <deque>
#include <thread>

#include <gtest/gtest.h>
#include <malloc.h>

#include "kaon/coro/test_loop.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/web/extract/path.hpp"
#include "kaon/web/extract/state.hpp"
#include "kaon/web/router.hpp"
#include "kaon/web/websocket/detail/subscriber.hpp"
#include "kaon/web/websocket/test_socket.hpp"
#include "kaon/web/websocket/topic.hpp"
#include "kaon/web/websocket/upgrade.hpp"

namespace kaon::inline v0 {

using Kind = TestMessage::Kind;

static Task<> chat(WebSocket& socket, Topic room) {
    socket.subscribe(room);
    socket.subscribe(room);  // once is enough
    while (const auto message = co_await socket.receive()) {
        if (message->data == "leave") socket.unsubscribe(room);
        else room.publish(message->data);
    }
}
static http::Response join(WebSocketUpgrade upgrade, State<Topics> rooms, Path<std::string> name) {
    return std::move(upgrade).on(chat, rooms->topic(*name));
}
static TestClient chat_client(Topics topics, WebSocketOptions options = {}) {
    return TestClient(
        Router{get<"/{room}">(join, websocket(std::move(options)))}.with(std::move(topics)).build().value());
}

TEST(topic, everybody_in_a_room_hears_every_message_in_one_order_and_nobody_else_does) {
    const Topics rooms;
    TestClient client = chat_client(rooms);
    TestWebSocket ada = open_websocket(client, "/math");
    TestWebSocket bob = open_websocket(client, "/math");
    TestWebSocket eve = open_websocket(client, "/other");
    EXPECT_EQ(rooms.topic("math").subscribers(), 2u);
    for (int i = 0; i < 50; ++i) (i % 2 ? ada : bob).send(std::to_string(i));
    for (int i = 0; i < 50; ++i) {
        ASSERT_EQ(ada.receive().text, std::to_string(i));
        ASSERT_EQ(bob.receive().text, std::to_string(i));
    }
    EXPECT_EQ(eve.receive().kind, Kind::nothing);
}

TEST(topic, whoever_leaves_hears_no_more) {
    const Topics rooms;
    TestClient client = chat_client(rooms);
    TestWebSocket ada = open_websocket(client, "/r");
    {
        TestWebSocket bob = open_websocket(client, "/r");
        bob.vanish();
        EXPECT_EQ(rooms.topic("r").subscribers(), 1u);
    }
    ada.send("leave");
    ada.send("anybody?");
    EXPECT_EQ(ada.receive().kind, Kind::nothing);
    EXPECT_EQ(rooms.topic("r").subscribers(), 0u);
}

TEST(topic, a_slow_subscriber_misses_messages_or_is_closed_as_the_topic_says) {
    for (const SlowSubscriber slow : {SlowSubscriber::drop, SlowSubscriber::close}) {
        const Topics rooms({.slow = slow});
        TestClient client = chat_client(rooms, {.queue_bytes = 10000, .heartbeat = {}});
        TestWebSocket lazy = open_websocket(client, "/r", {.window = 3000});
        TestWebSocket quick = open_websocket(client, "/r");
        const Topic room = rooms.topic("r");
        for (int i = 0; i < 50; ++i) {
            room.publish(std::string(1000, 'x'));
            ASSERT_EQ(quick.receive().text.size(), 1000u);
        }
        std::size_t heard = 0;
        TestMessage message;
        while ((message = lazy.receive()).kind == Kind::text) ++heard;
        EXPECT_GE(heard, 9u);
        EXPECT_LE(heard, 16u);
        if (slow == SlowSubscriber::drop) {
            EXPECT_EQ(message.kind, Kind::nothing);
            EXPECT_EQ(room.dropped(), 50 - heard);
        } else {
            EXPECT_EQ(message.kind, Kind::close);
            EXPECT_EQ(message.code, CloseCode::try_again_later);
            EXPECT_EQ(room.subscribers(), 1u);
        }
    }
}

// The client's close frame waits for a function that is busy; being closed as too slow ends the subscription meanwhile,
// in the middle of a message's round.
TEST(topic, a_subscriber_that_leaves_while_a_message_goes_round_takes_it_from_nobody_else) {
    const Topic room({.slow = SlowSubscriber::close});
    const auto open = [room](WebSocketUpgrade upgrade) {
        return std::move(upgrade).on(
            [](WebSocket& socket, Topic topic) -> Task<> {
                socket.subscribe(topic);
                co_await socket.receive();
                co_await sleep(1h);
            },
            room);
    };
    TestClient client(
        Router{get<"/narrow">(open, websocket({.queue_bytes = 100})), get<"/wide">(open)}.build().value());
    TestWebSocket leaving = open_websocket(client, "/narrow");
    TestWebSocket second = open_websocket(client, "/wide"), third = open_websocket(client, "/wide");
    leaving.send("something that could be answered");
    leaving.close();
    room.publish(std::string(1000, 'x'));
    EXPECT_EQ(leaving.receive().code, CloseCode::try_again_later);
    for (TestWebSocket* stays : {&second, &third}) {
        EXPECT_EQ(stays->receive().text.size(), 1000u);
        EXPECT_EQ(stays->receive().kind, Kind::nothing) << "once is enough";
    }
    EXPECT_EQ(room.subscribers(), 2u);
    TestWebSocket last = open_websocket(client, "/narrow");
    for (TestWebSocket* leaves : {&second, &third}) leaves->vanish();
    last.send("something that could be answered");
    last.close();
    room.publish(std::string(1000, 'x'));
    EXPECT_EQ(last.receive().code, CloseCode::try_again_later);
    EXPECT_EQ(room.subscribers(), 0u);
}

TEST(topic, a_published_message_is_compressed_for_those_who_agreed_to_it) {
    const Topics rooms;
    TestClient client = chat_client(rooms, {.compression = Compression::shared});
    TestClient dedicated = chat_client(rooms, {.compression = Compression::dedicated});
    const std::initializer_list<std::pair<std::string_view, std::string_view>> offer{
        {"sec-websocket-extensions", "permessage-deflate"}};
    TestWebSocket plain = open_websocket(client, "/r");
    TestWebSocket squeezed = open_websocket(client, "/r", {.headers = offer});
    plain.send(std::string(5000, 'c'));
    const TestMessage by_plain = plain.receive(), by_squeezed = squeezed.receive();
    EXPECT_TRUE(by_plain.text == std::string(5000, 'c') && by_squeezed.text == by_plain.text);
    EXPECT_EQ(by_plain.wire_bytes, 5004u);
    EXPECT_LT(by_squeezed.wire_bytes, 100u);
    TestWebSocket keeps = open_websocket(dedicated, "/r", {.headers = offer});
    keeps.send(std::string(5000, 'd'));
    EXPECT_LT(keeps.receive().wire_bytes, 100u);
}

namespace {

// Notes what it was given.
struct Taker final : web::detail::Subscriber {
    explicit Taker(std::uint8_t window_bits) : bits(window_bits) {}
    bool take(const std::shared_ptr<const web::detail::Published>& published, SlowSubscriber) override {
        given = published;
        return true;
    }
    std::uint8_t squeezed_by() const override { return bits; }
    std::string_view frame() const { return given->frame_for(bits); }
    std::uint8_t bits;
    std::shared_ptr<const web::detail::Published> given;
};

}  // namespace

TEST(topic, a_message_is_compressed_once_for_each_window_that_somebody_has) {
    TestLoop loop;
    auto publish_to_all = [](TestLoop& at) -> Task<> {
        const auto topic = std::make_shared<web::detail::TopicCore>(TopicOptions{});
        std::deque<Taker> takers;
        std::vector<std::unique_ptr<web::detail::Subscription>> subscriptions;
        for (const int bits : {0, 0, 10, 10, 15, 15}) {
            subscriptions.push_back(topic->join(at, takers.emplace_back(static_cast<std::uint8_t>(bits))));
        }
        topic->publish(http::ws::Opcode::text, std::string(5000, 'x'));
        co_await sleep(1ms);
        EXPECT_EQ(takers[0].frame().size(), 5004u);
        for (const std::size_t i : {2u, 4u}) EXPECT_LT(takers[i].frame().size(), 100u);
        for (const std::size_t i : {0u, 2u, 4u}) EXPECT_EQ(takers[i].frame().data(), takers[i + 1].frame().data());
        EXPECT_NE(takers[2].frame().data(), takers[4].frame().data());
        for (const std::size_t i : {0u, 2u, 5u}) EXPECT_TRUE(takers[0].given->squeezed[i].empty()) << i + 9;
    };
    EXPECT_TRUE(loop.run(publish_to_all(loop)));
}

TEST(topic, a_small_window_reads_what_was_compressed_for_it) {
    const Topics rooms;
    TestClient client = chat_client(rooms, {.compression = Compression::shared});
    TestWebSocket small = open_websocket(
        client, "/r", {.headers = {{"sec-websocket-extensions", "permessage-deflate; server_max_window_bits=9"}}});
    EXPECT_TRUE(small.header("sec-websocket-extensions").contains("server_max_window_bits=9"));
    std::string text;
    for (int i = 0; i < 2'000; ++i) text += std::to_string(i % 777) + " bottles; ";
    small.send(text);
    const TestMessage heard = small.receive();
    EXPECT_TRUE(heard.text == text);
    EXPECT_LT(heard.wire_bytes, text.size() / 2);
}

// What a large message costs beside the first copy, where many are behind.
TEST(topic, a_large_message_is_in_memory_once_however_many_wait_for_it) {
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
    GTEST_SKIP() << "there is another allocator, which tells nothing";
#endif
    const Topics rooms;
    TestClient client = chat_client(rooms, {.queue_bytes = 10'000'000, .heartbeat = {}});
    const Topic room = rooms.topic("r");
    std::vector<TestWebSocket> behind;
    for (int i = 0; i < 50; ++i) behind.push_back(open_websocket(client, "/r", {.window = 0}));
    room.publish("the first is on its way and fills the window");
    behind[0].wait(1ms);
    const std::size_t before = ::mallinfo2().uordblks + ::mallinfo2().hblkhd;
    room.publish(std::string(1'000'000, 'x'));
    behind[0].wait(1ms);
    const std::size_t after = ::mallinfo2().uordblks + ::mallinfo2().hblkhd;
    EXPECT_GE(after - before, 1'000'000u) << "or it was not queued";
    EXPECT_LT(after - before, 2'500'000u);
    for (TestWebSocket& socket : behind) {
        EXPECT_EQ(socket.receive().text.size(), 44u);
        EXPECT_EQ(socket.receive().text.size(), 1'000'000u);
    }
}

TEST(topic, a_name_means_one_topic_while_somebody_holds_it) {
    const Topics rooms;
    const Topic held = rooms.topic("held");
    for (int i = 0; i < 1000; ++i) rooms.topic("guest " + std::to_string(i)).publish("?");
    EXPECT_LE(rooms.count(), 130u);
    EXPECT_EQ(rooms.topic("held").subscribers(), held.subscribers());
}

namespace {

// A subscriber that checks that each publisher's numbers come in order.
struct Counter final : web::detail::Subscriber {
    std::vector<int> last = std::vector<int>(4, -1);
    int came = 0;
    bool take(const std::shared_ptr<const web::detail::Published>& published, SlowSubscriber) override {
        const std::string text(published->payload());
        const int from = text[0] - '0', number = std::stoi(text.substr(1));
        EXPECT_EQ(number, last[static_cast<std::size_t>(from)] + 1);
        last[static_cast<std::size_t>(from)] = number;
        ++came;
        return true;
    }
    std::uint8_t squeezed_by() const override { return 0; }
};

// A core whose jobs come from any thread and run when it is asked to.
class SharedCore final : public Core {
public:
    Instant now() const override { return {}; }
    void post(Job& job) override { post_from_anywhere(job); }
    void post_from_anywhere(Job& job) override {
        jobs_.with([&](std::vector<Job*>& jobs) { jobs.push_back(&job); });
    }
    void start(Timer&) override {}
    void stop(Timer&) override {}
    Result<> run_blocking(BlockingJob&) override { return Error(Errc::unavailable); }
    void run() {
        for (Job* job : jobs_.with([](std::vector<Job*>& jobs) { return std::exchange(jobs, {}); })) job->run(*job);
    }

private:
    Mutex<std::vector<Job*>> jobs_;
};

}  // namespace

TEST(topic, four_cores_publish_and_subscribe_at_once_and_every_order_is_kept) {
    constexpr int each = 2000;
    auto topic = std::make_shared<web::detail::TopicCore>(TopicOptions{.backlog = 4 * each});
    std::atomic<int> ready = 0, done = 0;
    std::vector<std::thread> cores;
    for (int c = 0; c < 4; ++c) {
        cores.emplace_back([&, c] {
            SharedCore core;
            Counter counter;
            const auto joined = topic->join(core, counter);
            for (++ready; ready < 4;) std::this_thread::yield();
            for (int i = 0; i < each; ++i) {
                topic->publish(http::ws::Opcode::text, std::to_string(c) + std::to_string(i));
                if (i % 7 == 0) core.run();
            }
            // The next thread may join and leave while messages are under way.
            Counter guest;
            topic->join(core, guest).reset();
            for (++done; done < 4 || counter.came < 4 * each;) core.run(), std::this_thread::yield();
        });
    }
    for (std::thread& core : cores) core.join();
    EXPECT_EQ(topic->dropped(), 0u);
    EXPECT_EQ(topic->subscribers(), 0u);
}

TEST(topic, a_core_that_is_behind_drops_the_newest) {
    SharedCore core;
    Counter counter;
    auto topic = std::make_shared<web::detail::TopicCore>(TopicOptions{.backlog = 10});
    {
        const auto joined = topic->join(core, counter);
        for (int i = 0; i < 25; ++i) topic->publish(http::ws::Opcode::text, "0" + std::to_string(i));
        EXPECT_EQ(counter.came, 0);
        core.run();
        EXPECT_EQ(counter.came, 10);
        EXPECT_EQ(topic->dropped(), 15u);
        topic->publish(http::ws::Opcode::text, "010");
    }
    core.run();  // what was posted for somebody who has left
    EXPECT_EQ(counter.came, 10);
}

}  // namespace kaon::inline v0
