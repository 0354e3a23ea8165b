// ConnectRace: one connection out of several addresses: RFC 8305, section 5, and a time for all of it.
//
//   Fd socket = co_await ConnectRace(addresses, options);
//
// Addresses are tried in the given order; in_turns() brings that of RFC 8305, section 4 about.
// Threads: one core's own. Errors: Errc::timeout; when all have failed, the kind of the first failure.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "kaon/coro/task.hpp"
#include "kaon/runtime/reactor.hpp"
#include "kaon/runtime/tcp.hpp"

namespace kaon::inline v0::runtime::detail {

// The first family first, then the families in turn, each in its order.
std::vector<SocketAddress> in_turns(std::vector<SocketAddress> addresses);

class ConnectRace final : public Operation<Fd> {
public:
    ConnectRace(std::span<const SocketAddress> addresses, const ConnectOptions& options);

private:
    struct Attempt : Watch {
        ConnectRace* race = nullptr;
        Fd socket;
        const SocketAddress* to = nullptr;
    };
    struct RaceTimer : Timer {
        ConnectRace* race = nullptr;
    };

    Begun start(Core& core) override;
    void stop() override;
    void begin_next();
    void try_next();
    // False when it has failed.
    bool begin(const SocketAddress& address);
    void attempt_ended(Attempt& attempt);
    void note(const SocketAddress& address, int number);
    void end(Result<Fd> outcome);

    std::span<const SocketAddress> addresses_;
    const ConnectOptions& options_;
    std::vector<std::unique_ptr<Attempt>> attempts_;
    RaceTimer next_;
    RaceTimer limit_;
    std::size_t begun_ = 0;
    Errc first_failure_ = Errc::unavailable;
    std::string failures_;
    bool starting_ = false;
    bool ended_ = false;
};

}  // namespace kaon::inline v0::runtime::detail
