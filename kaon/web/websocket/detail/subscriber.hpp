// How what is published reaches those who subscribed, on whichever core they live.
//
//   std::unique_ptr<Subscription> there = topic->join(core, subscriber);      // leaves when it dies
//   topic->publish(Opcode::text, "hello");                                    // from any thread
//
// A message is made into frames once, compressed ones for each size of window that somebody has. Each core that has
// subscribers has a share: an inbox under the topic's lock, and a job that fans out what is in it. All subscribers see
// messages of a topic in one order. Threads: publish() on any; the rest on the subscriber's core. Lifetime: a
// subscriber outlives its Subscription.
#pragma once

#include <array>
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

// A window of 2^9 to 2^15 bytes, which a compressed message may refer back to; 0: compressed frames of others are of no
// use. Place among those that are counted.
inline constexpr std::uint8_t narrowest_window = 9, widest_window = 15;
inline constexpr std::size_t windows = widest_window - narrowest_window + 1;

struct Published {
    http::ws::Opcode opcode = http::ws::Opcode::text;
    std::size_t head_size = 0;
    std::string frame;  // head and payload
    std::array<std::string, windows> squeezed;  // the same, compressed by itself; empty where nobody takes that

    std::string_view payload() const { return std::string_view(frame).substr(head_size); }
    // For whoever takes frames that were compressed by such a window.
    std::string_view frame_for(std::uint8_t window_bits) const {
        if (window_bits == 0) return frame;
        const std::string& small = squeezed[window_bits - narrowest_window];
        return small.empty() ? frame : small;
    }
};

class Subscriber {
public:
    // Keeps a part in it, or copies what it needs, or leaves it, and runs nobody else's code; its own Subscription may
    // end by it. False: it had no room.
    virtual bool take(const std::shared_ptr<const Published>& published, SlowSubscriber slow) = 0;
    // The window whose compressed frames are of use; 0: none.
    virtual std::uint8_t squeezed_by() const = 0;

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
    const std::uint8_t squeezed_by_;
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
    void squeeze(Published& published) const;

    const TopicOptions options_;
    Mutex<std::vector<TopicShare*>> shares_;
    std::atomic<std::size_t> subscribers_ = 0;
    std::array<std::atomic<std::size_t>, windows> squeezing_{};  // of them, those that take compressed frames
    std::atomic<std::uint64_t> dropped_ = 0;
};

}  // namespace kaon::inline v0::web::detail
