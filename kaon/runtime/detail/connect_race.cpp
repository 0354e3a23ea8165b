// Attempts, each a socket that becomes writable.
#include "kaon/runtime/detail/connect_race.hpp"

#include <cerrno>
#include <new>

#include <sys/socket.h>

#include "kaon/runtime/detail/system_error.hpp"

namespace kaon::inline v0::runtime::detail {

std::vector<SocketAddress> in_turns(std::vector<SocketAddress> addresses) {
    std::vector<SocketAddress> one, other, mixed;
    for (const SocketAddress& address : addresses)
        (address.family() == addresses[0].family() ? one : other).push_back(address);
    for (std::size_t i = 0; i < one.size() || i < other.size(); ++i) {
        if (i < one.size()) mixed.push_back(one[i]);
        if (i < other.size()) mixed.push_back(other[i]);
    }
    return mixed;
}

ConnectRace::ConnectRace(std::span<const SocketAddress> addresses, const ConnectOptions& options)
    : addresses_(addresses), options_(options) {
    next_.race = limit_.race = this;
    next_.fire = [](Timer& timer) { static_cast<RaceTimer&>(timer).race->begin_next(); };
    limit_.fire = [](Timer& timer) { static_cast<RaceTimer&>(timer).race->end(Error(Errc::timeout)); };
}

Begun ConnectRace::start(Core& core) {
    starting_ = true;
    limit_.at = core.now() + options_.timeout;
    core.start(limit_);
    begin_next();
    starting_ = false;
    return ended_ ? Begun::finished : Begun::waiting;
}

void ConnectRace::stop() {
    core().stop(next_);
    core().stop(limit_);
    for (const auto& attempt : attempts_) static_cast<Reactor&>(core()).unwatch(*attempt);
    attempts_.clear();
}

// Memory that cannot be had ends the race: its timers and sockets must not outlive it.
void ConnectRace::begin_next() {
    try {
        try_next();
    } catch (const std::bad_alloc&) {
        end(Error(Errc::unavailable));
    }
}

// Until one is under way, or none is left.
void ConnectRace::try_next() {
    core().stop(next_);
    while (begun_ < addresses_.size()) {
        if (!begin(addresses_[begun_++])) continue;
        if (ended_ || begun_ == addresses_.size()) return;
        next_.at = core().now() + options_.next_after;
        return core().start(next_);
    }
    if (attempts_.empty()) end(Error(first_failure_).with_detail(failures_));
}

bool ConnectRace::begin(const SocketAddress& address) {
    Fd socket(::socket(address.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!socket) {
        note(address, errno);
        return false;
    }
    if (::connect(socket.number(), static_cast<const sockaddr*>(address.system()), address.system_size()) == 0) {
        end(std::move(socket));
        return true;
    }
    if (errno != EINPROGRESS) {
        note(address, errno);
        return false;
    }
    auto attempt = std::make_unique<Attempt>();
    attempt->race = this;
    attempt->to = &address;
    attempt->ready = [](Watch& watch, Readiness) {
        auto& ended = static_cast<Attempt&>(watch);
        ended.race->attempt_ended(ended);
    };
    attempt->socket = std::move(socket);
    attempts_.reserve(attempts_.size() + 1);  // what is watched has its place
    Result<> watched = static_cast<Reactor&>(core()).watch(*attempt, attempt->socket.number(), Interest::write);
    if (!watched) {
        note(address, ENOMEM);
        return false;
    }
    attempts_.push_back(std::move(attempt));
    return true;
}

void ConnectRace::attempt_ended(Attempt& attempt) {
    int failure = 0;
    socklen_t size = sizeof failure;
    ::getsockopt(attempt.socket.number(), SOL_SOCKET, SO_ERROR, &failure, &size);
    static_cast<Reactor&>(core()).unwatch(attempt);
    if (failure == 0) return end(std::move(attempt.socket));
    try {
        note(*attempt.to, failure);
    } catch (const std::bad_alloc&) {  // then it is not told of
    }
    std::erase_if(attempts_, [&](const auto& known) { return known.get() == &attempt; });
    begin_next();
}

void ConnectRace::note(const SocketAddress& address, int number) {
    const Error error = socket_error(number, address.text());
    if (failures_.empty()) first_failure_ = error.kind();
    else failures_ += "; ";
    failures_ += error.detail();
}

void ConnectRace::end(Result<Fd> outcome) {
    ended_ = true;
    stop();
    if (starting_) finish(std::move(outcome));
    else complete(std::move(outcome));
}

}  // namespace kaon::inline v0::runtime::detail
