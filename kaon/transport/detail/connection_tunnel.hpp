// TunnelRun: an upgraded HTTP/1.1 connection as the http::Tunnel of its Upgrade, and the Task that runs on it.
//
//   tunnel_ = std::make_unique<TunnelRun>(*this, std::move(response.upgrade));
//   tunnel_->start();
//
// Reads are taken from the connection's input buffer, which is held only while there is something in it.
// Threads: the connection's core only. Lifetime: until the connection dies; its Task has ended before.
#pragma once

#include "kaon/http/tunnel.hpp"
#include "kaon/transport/detail/connection.hpp"

namespace kaon::inline v0::transport::detail {

class Connection::TunnelRun final : public http::Tunnel, TaskWaiter {
public:
    TunnelRun(Connection& connection, std::unique_ptr<http::Upgrade> upgrade);
    ~TunnelRun() override;

    void start();
    void drain() { draining_.cancel(); }
    // Nothing can be read or written any more.
    void cancel();
    bool reading() const { return reader_ != nullptr; }
    // The descriptor is readable, or the peer's side has ended.
    void receive();
    void input_ended();

    Task<std::optional<std::string_view>> read() override;
    Task<void> write_all(std::span<const std::string_view> pieces) override;
    Task<void> close() override;
    CancelSource& draining() override { return draining_; }

private:
    class Arrival;
    Task<void> work();
    static void ended(TaskWaiter& waiter);

    Connection& connection_;
    std::unique_ptr<http::Upgrade> upgrade_;
    Task<void> task_;
    CancelSource cancel_;
    CancelSource draining_;
    Context context_;
    Arrival* reader_ = nullptr;    // waits for input
    std::size_t piece_size_ = 0;   // of the input, to be consumed before the next piece
};

}  // namespace kaon::inline v0::transport::detail
