// What the Tasks of an exchange wait for on their connection: more of the request, room for more of the response.
//
//   co_await MoreInput(*this);        // until the peer has sent something
//   co_await Room(*this);             // until it has taken most of what was written
//
// Threads: the connection's core only.
#pragma once

#include "kaon/transport/detail/connection.hpp"
#include "kaon/transport/detail/server_core.hpp"

namespace kaon::inline v0::transport::detail {

class Connection::MoreInput final : public Operation<void> {
public:
    explicit MoreInput(Connection& connection) : connection_(connection) {}
    void arrived(Result<> outcome) {
        connection_.exchange_->body_pace.waited(core().now() - began_);
        complete(std::move(outcome));
    }

private:
    Begun start(Core& core) override {
        connection_.reader_ = this;
        began_ = core.now();
        connection_.deadline_ = began_ + connection_.patience();
        connection_.reading_paused_ = false;
        connection_.set_interest();
        return Begun::waiting;
    }
    void stop() override {
        connection_.reader_ = nullptr;
        connection_.expect_work();
    }

    Connection& connection_;
    Instant began_;
};

// Sends what there is; waits while more than `kept` bytes are left.
class Connection::Room final : public Operation<void> {
public:
    static constexpr std::size_t kept = 64 * 1024;

    explicit Room(Connection& connection) : connection_(connection) {}
    void freed() { complete({}); }

private:
    Begun start(Core&) override {
        if (connection_.aborted_ || (!connection_.blocked_ && !connection_.send_output())) {
            finish(Error(Errc::cancelled).with_detail("the peer has gone"));
            return Begun::finished;
        }
        if (connection_.out_.size() <= kept) {
            finish({});
            return Begun::finished;
        }
        connection_.room_ = this;
        return Begun::waiting;
    }
    void stop() override { connection_.room_ = nullptr; }

    Connection& connection_;
};

}  // namespace kaon::inline v0::transport::detail
