// World: what the Tasks of the stress test share, and the books that are kept of it.
//
// Every token that is made ends in exactly one way: received, kept by who could not send it, or left in a channel.
// What only one may do at a time notices when there are two. Threads: all of it from any.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "kaon/base/atomic.hpp"
#include "kaon/base/mutex.hpp"
#include "kaon/coro/async_mutex.hpp"
#include "kaon/coro/async_rw_lock.hpp"
#include "kaon/coro/barrier.hpp"
#include "kaon/coro/broadcast.hpp"
#include "kaon/coro/channel.hpp"
#include "kaon/coro/flag.hpp"
#include "kaon/coro/notify.hpp"
#include "kaon/coro/once_cell.hpp"
#include "kaon/coro/semaphore.hpp"
#include "kaon/coro/watch.hpp"

namespace kaon::inline v0::stress {

// Moves, and knows that it was moved from.
class Token {
public:
    explicit Token(int id) : id_(id) {}
    Token(Token&& other) noexcept : id_(std::exchange(other.id_, -1)) {}
    Token& operator=(Token&& other) noexcept {
        std::swap(id_, other.id_);
        return *this;
    }
    int id() const { return id_; }

private:
    int id_;
};

class World {
    static constexpr std::size_t most_tokens = 4096;

public:
    static constexpr std::size_t channels = 3;

    World() {
        for (std::size_t i = 0; i < channels; ++i) {
            auto ends = channel<Token>(i + 1);
            senders.push_back(ends.sender);
            receivers.push_back(ends.receiver);
        }
    }

    std::vector<Sender<Token>> senders;
    std::vector<Receiver<Token>> receivers;
    AsyncMutex<int> alone{0};                   // 1 while somebody is inside
    AsyncRwLock<std::pair<int, int>> twins;     // differ while somebody writes
    Semaphore two{2};
    Notify notify;
    Barrier barrier{2};
    Flag flag;
    Broadcaster<std::pair<int, int>> news{3};  // who tells, and their how manyth
    OnceCell<int> cell;
    Watched<int> watched{0};  // never set: only one Task at a time may

    Atomic<int> inside_two = 0;
    Atomic<int> cell_tries = 0;
    Atomic<int> actors = 0;
    Atomic<std::size_t> done = 0;       // steps that ended well
    Atomic<std::size_t> cancelled = 0;  // and those that were cancelled, or took too long
    Atomic<std::size_t> received = 0;

    // Nothing when there were enough.
    std::optional<Token> make() {
        const int id = made_.add(1) - 1;
        if (static_cast<std::size_t>(id) >= most_tokens) return std::nullopt;
        return Token(id);
    }
    void end(const Token& token, char fate) {
        if (token.id() < 0) return wrong("a token that was moved from came to an end");
        if (char before = fates_[static_cast<std::size_t>(token.id())].exchange(fate)) {
            wrong("token " + std::to_string(token.id()) + " ended twice: " + before + fate);
        }
        if (fate == 'r') received.add(1);
    }
    void wrong(std::string what) {
        mistakes_.with([&](std::string& all) { all += std::move(what) + "\n"; });
    }
    void check(bool right, const char* what) {
        if (!right) wrong(what);
    }

    // At the end, when no Task is left: all that is not as it should be.
    std::string mistakes() {
        for (Receiver<Token>& receiver : receivers) {
            for (Result<Token> left = receiver.try_recv(); left; left = receiver.try_recv()) end(*left, 'l');
        }
        const std::size_t made = std::min(static_cast<std::size_t>(made_.load()), most_tokens);
        for (std::size_t i = 0; i < made; ++i) {
            if (!fates_[i].load()) wrong("token " + std::to_string(i) + " was lost");
        }
        check(alone.try_lock().has_value(), "the mutex stayed locked");
        check(twins.try_write().has_value(), "the lock stayed taken");
        check(two.available() == 2, "permits were lost or doubled");
        check(inside_two.load() == 0, "somebody stayed inside");
        for (std::size_t i = 0; i < channels; ++i) {
            for (std::size_t n = 0; n <= i; ++n)
                check(senders[i].try_send(Token(static_cast<int>(most_tokens))).has_value(), "room was lost");
            check(!senders[i].try_send(Token(static_cast<int>(most_tokens))).has_value(), "room was doubled");
        }
        return *mistakes_.lock();
    }

private:
    std::vector<Atomic<char>> fates_ = std::vector<Atomic<char>>(most_tokens);
    Atomic<int> made_ = 0;
    Mutex<std::string> mistakes_;
};

}  // namespace kaon::inline v0::stress
