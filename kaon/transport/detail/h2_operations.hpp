// What the Tasks of an H2Exchange wait for: more content of the request, the peer to take content of the response.
//
//   co_await Arrival(*this);        // until something has come, or the content's end
//   co_await Taken(*this);          // until what left_ shows is in frames
//
// Threads: the connection's core only.
#pragma once

#include "kaon/transport/detail/h2_exchange.hpp"
#include "kaon/transport/detail/h2_peer.hpp"

namespace kaon::inline v0::transport::detail {

class H2Exchange::Arrival final : public Operation<void> {
public:
    // `patience`: Errc::timeout after it.
    Arrival(H2Exchange& exchange, std::optional<Duration> patience) : exchange_(exchange), patience_(patience) {}
    void arrived(Result<> outcome) {
        exchange_.body_pace_.waited(core().now() - began_);
        exchange_.reading_until_ = Instant::never();
        complete(std::move(outcome));
    }

private:
    Begun start(Core& core) override {
        exchange_.reader_ = this;
        began_ = core.now();
        if (patience_) exchange_.reading_until_ = began_ + *patience_;
        return Begun::waiting;
    }
    void stop() override {
        exchange_.reader_ = nullptr;
        exchange_.reading_until_ = Instant::never();
    }

    H2Exchange& exchange_;
    std::optional<Duration> patience_;
    Instant began_;
};

class H2Exchange::Taken final : public Operation<void> {
public:
    explicit Taken(H2Exchange& exchange) : exchange_(exchange) {}
    void freed(Result<> outcome) { complete(std::move(outcome)); }

private:
    Begun start(Core& core) override {
        if (exchange_.closed()) {
            exchange_.left_ = {};
            finish(Error(Errc::cancelled).with_detail("the peer has gone"));
            return Begun::finished;
        }
        if (exchange_.left_.empty()) {
            finish({});
            return Begun::finished;
        }
        exchange_.taken_ = this;
        exchange_.progress_ = core.now();
        exchange_.peer_->session().resume(exchange_);
        exchange_.peer_->wake();
        return Begun::waiting;
    }
    // What it shows dies with whoever waited.
    void stop() override {
        exchange_.taken_ = nullptr;
        exchange_.left_ = {};
    }

    H2Exchange& exchange_;
};

}  // namespace kaon::inline v0::transport::detail
