// Acquire<Grant, Owner>: the wait for permits, which become a Grant: Grant(owner, count), private to it by friendship.
//
// Internals of Semaphore, AsyncMutex and AsyncRwLock. Threads: awaited on one core; woken from any.
#pragma once

#include "kaon/base/mutex.hpp"
#include "kaon/coro/detail/permits.hpp"
#include "kaon/coro/sync_error.hpp"

namespace kaon::inline v0::detail {

void give_back(const Mutex<Permits>& permits, std::size_t count);
// Ends the program when somebody holds or waits for one.
void check_unused(const Mutex<Permits>& permits, const char* what);

template <class Grant, class Owner>
class [[nodiscard]] Acquire final : public ParkedOperation<Grant> {
public:
    Acquire(const Mutex<Permits>& permits, const Owner& owner, std::size_t count) : permits_(permits), owner_(owner) {
        this->amount = count;
    }

private:
    bool enter() override { return permits_.lock()->enter(*this); }
    bool leave() override {
        WakeList woken;
        return permits_.lock()->leave(*this, woken);
    }
    Result<Grant> arrive() override {
        if (this->refused) return Error(SyncErrc::closed);
        return Grant(owner_, this->amount);
    }

    const Mutex<Permits>& permits_;
    const Owner& owner_;
};

}  // namespace kaon::inline v0::detail
