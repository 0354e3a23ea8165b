// Handing out, taking back, refusing.
#include "kaon/coro/detail/permits.hpp"

namespace kaon::inline v0::detail {

bool Permits::try_take(std::size_t count) {
    if (closing_ == Closing::closed || !queue_.empty() || free_ < count) return false;
    free_ -= count;
    taken_ += count;
    return true;
}

bool Permits::enter(Parked& wait) {
    if (try_take(wait.amount)) return true;
    if (hopeless()) return wait.refused = true;
    queue_.push(wait);
    return false;
}

bool Permits::leave(Parked& wait, WakeList& woken) {
    if (wait.queued) {
        queue_.remove(wait);
        grant(woken);  // those behind it may want less
        return true;
    }
    if (!wait.refused) give_back(wait.amount, woken);
    return false;
}

void Permits::give_back(std::size_t count, WakeList& woken) {
    taken_ -= count;
    add(count, woken);
}

void Permits::add(std::size_t count, WakeList& woken) {
    free_ += count;
    grant(woken);
}

void Permits::grant(WakeList& woken) {
    while (Parked* first = queue_.first()) {
        if (free_ < first->amount) {
            if (!hopeless()) return;
            first->refused = true;
        } else {
            free_ -= first->amount;
            taken_ += first->amount;
        }
        queue_.wake(*first, woken);
    }
}

void Permits::close(WakeList& woken) {
    closing_ = Closing::closed;
    for (; Parked* first = queue_.first(); queue_.wake(*first, woken)) first->refused = true;
}

void Permits::end(WakeList& woken) {
    if (closing_ == Closing::no) closing_ = Closing::ended;
    grant(woken);
}

}  // namespace kaon::inline v0::detail
