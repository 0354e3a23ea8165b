// Permits going out and coming back, under the semaphore's lock.
#include "kaon/coro/semaphore.hpp"

namespace kaon::inline v0 {

void detail::give_back(const Mutex<Permits>& permits, std::size_t count) {
    WakeList woken;
    permits.lock()->give_back(count, woken);
}

void detail::check_unused(const Mutex<Permits>& permits, const char* what) {
    const bool used = permits.with([](Permits& p) { return p.taken() > 0 || p.waited_for(); });
    if (used) [[unlikely]]
        died_in_use(what);
}

void Semaphore::Permit::release() {
    if (semaphore_) detail::give_back(std::exchange(semaphore_, nullptr)->permits_, std::exchange(count_, 0));
}

void Semaphore::Permit::forget() {
    if (!semaphore_) return;
    detail::WakeList woken;
    std::exchange(semaphore_, nullptr)->permits_.lock()->forget(std::exchange(count_, 0), woken);
}

std::optional<Semaphore::Permit> Semaphore::try_acquire(std::size_t count) const {
    if (!permits_.lock()->try_take(count)) return std::nullopt;
    return Permit(*this, count);
}

void Semaphore::add(std::size_t permits) const {
    detail::WakeList woken;
    permits_.lock()->add(permits, woken);
}

void Semaphore::close() const {
    detail::WakeList woken;
    permits_.lock()->close(woken);
}

bool Semaphore::closed() const { return permits_.lock()->closed(); }

std::size_t Semaphore::available() const { return permits_.lock()->free(); }

}  // namespace kaon::inline v0
