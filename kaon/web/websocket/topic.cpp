// Inboxes, fan-out, and the lifetime of both.
#include "kaon/web/websocket/topic.hpp"

#include <algorithm>
#include <map>

#include "kaon/base/utf8.hpp"
#include "kaon/http/ws/encoder.hpp"
#include "kaon/web/websocket/detail/subscriber.hpp"

namespace kaon::inline v0 {

namespace web::detail {

namespace {
constexpr std::size_t compressed_from = 256;  // shorter messages are sent as they are
}

// What one topic has on one core. Owned by its members together, and by its job while that is posted.
struct TopicShare : Job {
    TopicShare(TopicCore& topic, Core& its_core) : owner(&topic), core(its_core) {
        run = [](Job& job) { static_cast<TopicShare&>(job).fan_out(); };
    }
    void fan_out();
    void deliver(TopicCore& topic, const std::shared_ptr<const Published>& published);
    void remove(const Subscription& member);
    // Without members: ends, now or when the job that is posted comes.
    void end();

    TopicCore* owner;  // null: the last member has left while the job was posted
    Core& core;
    std::vector<Subscription*> members;  // its core's own; null: left while a message goes round
    bool delivers = false;
    // Under the topic's lock:
    std::vector<std::shared_ptr<const Published>> inbox;
    bool posted = false;
};

void TopicShare::fan_out() {
    if (!owner) {
        delete this;
        return;
    }
    const std::shared_ptr<TopicCore> topic = owner->shared_from_this();  // its members may be the last to hold it
    std::vector<std::shared_ptr<const Published>> came;
    topic->shares_.with([&](auto&) {
        came.swap(inbox);
        posted = false;
    });
    delivers = true;
    for (const auto& published : came) deliver(*topic, published);
    delivers = false;
    std::erase(members, nullptr);
    if (members.empty()) end();
}

// Whoever cannot take it may leave by that.
void TopicShare::deliver(TopicCore& topic, const std::shared_ptr<const Published>& published) {
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (members[i] && !members[i]->subscriber_.take(published, topic.options_.slow)) ++topic.dropped_;
    }
}

void TopicShare::remove(const Subscription& member) {
    const auto at = std::ranges::find(members, &member);
    if (delivers) {
        *at = nullptr;
        return;
    }
    members.erase(at);
    if (members.empty()) end();
}

void TopicShare::end() {
    const bool comes = owner->shares_.with([this](std::vector<TopicShare*>& shares) {
        std::erase(shares, this);
        return posted;
    });
    if (comes) owner = nullptr;
    else delete this;
}

Subscription::Subscription(std::shared_ptr<TopicCore> topic, TopicShare& share, Subscriber& subscriber)
    : topic_(std::move(topic)), share_(share), subscriber_(subscriber), squeezed_by_(subscriber.squeezed_by()) {
    ++topic_->subscribers_;
    if (squeezed_by_) ++topic_->squeezing_[squeezed_by_ - narrowest_window];
    share_.members.push_back(this);
}

Subscription::~Subscription() {
    --topic_->subscribers_;
    if (squeezed_by_) --topic_->squeezing_[squeezed_by_ - narrowest_window];
    share_.remove(*this);
}

std::unique_ptr<Subscription> TopicCore::join(Core& core, Subscriber& subscriber) {
    TopicShare* share = shares_.with([&](std::vector<TopicShare*>& shares) {
        for (TopicShare* one : shares) {
            if (&one->core == &core) return one;
        }
        return shares.emplace_back(new TopicShare(*this, core));
    });
    return std::make_unique<Subscription>(shared_from_this(), *share, subscriber);
}

// Once for each window that somebody has.
void TopicCore::squeeze(Published& published) const {
    for (std::size_t i = 0; i < windows; ++i) {
        if (squeezing_[i].load(std::memory_order_relaxed) == 0) continue;
        const auto bits = static_cast<std::uint8_t>(narrowest_window + i);
        ByteBuffer bytes;
        http::ws::Encoder({.server_window_bits = bits}, compressed_from)
            .append(bytes, published.opcode, published.payload());
        if (bytes.size() < published.frame.size()) published.squeezed[i] = bytes.view();
    }
}

void TopicCore::publish(http::ws::Opcode opcode, std::string_view message) {
    if (subscribers() == 0) return;
    auto published = std::make_shared<Published>();
    published->opcode = opcode;
    ByteBuffer bytes;
    http::ws::append_frame(bytes, {.opcode = opcode}, message);
    published->frame = bytes.view();
    published->head_size = bytes.size() - message.size();
    squeeze(*published);
    shares_.with([&](std::vector<TopicShare*>& shares) {
        for (TopicShare* share : shares) {
            if (share->inbox.size() >= options_.backlog) {
                ++dropped_;
                continue;
            }
            share->inbox.push_back(published);
            if (!std::exchange(share->posted, true)) share->core.post_from_anywhere(*share);
        }
    });
}

struct NamedTopics {
    TopicOptions options;
    Mutex<std::map<std::string, std::weak_ptr<TopicCore>, std::less<>>> all;
    std::atomic<std::size_t> clear_at = 64;
};

}  // namespace web::detail

Topic::Topic(TopicOptions options) : core_(std::make_shared<web::detail::TopicCore>(options)) {}

void Topic::publish(std::string_view text) const {
    // What is no text would end every subscriber's connection.
    if (is_utf8(text)) core_->publish(http::ws::Opcode::text, text);
    else core_->publish(http::ws::Opcode::binary, text);
}
void Topic::publish_binary(std::string_view bytes) const { core_->publish(http::ws::Opcode::binary, bytes); }
std::size_t Topic::subscribers() const { return core_->subscribers(); }
std::uint64_t Topic::dropped() const { return core_->dropped(); }

Topics::Topics(TopicOptions options) : named_(std::make_shared<web::detail::NamedTopics>()) {
    named_->options = options;
}

Topic Topics::topic(std::string_view name) const {
    return named_->all.with([&](auto& all) {
        if (const auto found = all.find(name); found != all.end()) {
            if (auto core = found->second.lock()) return Topic(std::move(core));
            all.erase(found);
        }
        // Names come from outside, as a rule: each time that there are twice as many, the forgotten ones go.
        if (all.size() >= named_->clear_at) {
            std::erase_if(all, [](const auto& entry) { return entry.second.expired(); });
            named_->clear_at = std::max<std::size_t>(64, all.size() * 2);
        }
        auto core = std::make_shared<web::detail::TopicCore>(named_->options);
        all.emplace(name, core);
        return Topic(std::move(core));
    });
}

std::size_t Topics::count() const {
    return named_->all.with([](auto& all) { return all.size(); });
}

}  // namespace kaon::inline v0
