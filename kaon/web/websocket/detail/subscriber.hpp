// How what is published reaches those who subscribed, on whichever core they live.
//
//   std::unique_ptr<Subscription> there = topic->join(core, subscriber);      // leaves when it dies
//   topic->publish(Opcode::text, "hello");                                    // from any thread
//
// A message is made into frames once. Each core that has subscribers has a share: an inbox under the topic's lock, and
// a job that fans out what is in it. All subscribers see messages of a topic in one order.
// Threads: publish() on any; the rest on the subscriber's core. Lifetime: a subscriber outlives its Subscription.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kaon/base/mutex.hpp"
#include "kaon/coro/core.hpp"
#include "kaon/http/ws/frame.hpp"
#include "kaon/web/websocket/topic.hpp"

namespace kaon::inline v0::web::detail {

struct Published {
    http::ws::Opcode opcode = http::ws::Opcode::text;
    std::size_t head_size = 0;
    std::string frame;     // head and payload
    std::string squeezed;  // the same, compressed by itself; empty where nobody takes that

    std::string_view payload() const { return std::string_view(frame).substr(head_size); }
};

class Subscriber {
public:
    // Takes a copy of what it needs, or leaves it, and runs nobody else's code; its own Subscription may end by it.
    // False: it had no room.
    virtual bool take(const Published& published, SlowSubscriber slow) = 0;
    // Whether `squeezed` is of use.
    virtual bool takes_squeezed() const = 0;

protected:
    ~Subscriber() = default;
};

class TopicCore;
struct TopicShare;

class Subscription {
public:
    Subscription(std::shared_ptr<TopicCore> topic, TopicShare& share, Subscriber& subscriber);
    Subscription(const Subscription&) = delete;
    Subscription& operator=(const Subscription&) = delete;
    ~Subscription();

    const TopicCore& topic() const { return *topic_; }

private:
    friend TopicShare;
    const std::shared_ptr<TopicCore> topic_;
    TopicShare& share_;
    Subscriber& subscriber_;
    const bool squeezes_;
};

class TopicCore : public std::enable_shared_from_this<TopicCore> {
public:
    explicit TopicCore(TopicOptions options) : options_(options) {}
    TopicCore(const TopicCore&) = delete;
    TopicCore& operator=(const TopicCore&) = delete;

    std::unique_ptr<Subscription> join(Core& core, Subscriber& subscriber);
    void publish(http::ws::Opcode opcode, std::string_view message);
    std::size_t subscribers() const { return subscribers_.load(std::memory_order_relaxed); }
    std::uint64_t dropped() const { return dropped_.load(std::memory_order_relaxed); }

private:
    friend TopicShare;
    friend Subscription;

    const TopicOptions options_;
    Mutex<std::vector<TopicShare*>> shares_;
    std::atomic<std::size_t> subscribers_ = 0;
    std::atomic<std::size_t> squeezing_ = 0;  // of them, those that take compressed frames
    std::atomic<std::uint64_t> dropped_ = 0;
};

}  // namespace kaon::inline v0::web::detail
