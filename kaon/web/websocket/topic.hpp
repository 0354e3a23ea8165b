// Topic: publish and subscribe between the WebSockets of all cores. Topics: many of them, by name.
//
//   Task<> talk(WebSocket& socket, Topic room) {
//       socket.subscribe(room);
//       while (auto message = co_await socket.receive()) room.publish(message->data);
//   }
//   Router{get<"/chat">(chat)}.with(Topic())           // State<Topic>, State<Topics>
//
// publish() never waits: the message becomes a frame once, each core hands it to its own subscribers, and what a
// subscriber's connection cannot take is limited: above WebSocketOptions::queue_bytes the message is dropped for it,
// or the connection is closed (1013), as TopicOptions says. A core that is behind by `backlog` messages drops the
// newest. All subscribers see one order; who publishes hears itself when subscribed.
//
// Text that is not UTF-8 is published as a binary message. A Topic is a handle: copies mean the same topic, which lives
// while there are handles or subscribers. Threads: any, at once; subscribe() is the WebSocket's and on its core.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0 {

enum class SlowSubscriber : std::uint8_t {
    drop,  // misses messages and stays
    close,  // misses none, and has to come back
};

struct TopicOptions {
    SlowSubscriber slow = SlowSubscriber::drop;
    std::size_t backlog = 1024;  // messages that wait for a core
};

namespace web::detail {
class TopicCore;
struct NamedTopics;
}  // namespace web::detail

class Topic {
public:
    static constexpr bool is_shareable = true;

    explicit Topic(TopicOptions options = {});

    void publish(std::string_view text) const;
    void publish_binary(std::string_view bytes) const;
    // At this moment, on all cores.
    std::size_t subscribers() const;
    // Messages that somebody did not get since it began, counted once for each.
    std::uint64_t dropped() const;

private:
    friend class Topics;
    friend class WebSocket;
    explicit Topic(std::shared_ptr<web::detail::TopicCore> core) : core_(std::move(core)) {}
    std::shared_ptr<web::detail::TopicCore> core_;
};

class Topics {
public:
    static constexpr bool is_shareable = true;

    explicit Topics(TopicOptions options = {});

    // The topic of that name, which begins with this call or is there already; one that nobody holds is forgotten.
    Topic topic(std::string_view name) const;
    // How many there are, at most: forgotten ones are counted until they are cleared away.
    std::size_t count() const;

private:
    std::shared_ptr<web::detail::NamedTopics> named_;
};

}  // namespace kaon::inline v0
