// The installed sink: one pointer and one level, read without a lock.
#include "kaon/telemetry/sink.hpp"

#include "kaon/base/clock.hpp"

namespace kaon::inline v0::telemetry {

namespace detail {
constinit std::uint8_t threshold = static_cast<std::uint8_t>(Level::off);
}

namespace {
constinit const Installed* current = nullptr;

void make_current(const Installed* installed) {
    __atomic_store_n(&current, installed, __ATOMIC_RELEASE);
    const Level lowest = installed ? installed->filter().lowest() : Level::off;
    __atomic_store_n(&detail::threshold, static_cast<std::uint8_t>(lowest), __ATOMIC_RELEASE);
}

const Installed* load_current() { return __atomic_load_n(&current, __ATOMIC_ACQUIRE); }
}  // namespace

Installed::Installed(Sink& sink, const Filter& filter) : sink_(sink), filter_(filter), before_(load_current()) {
    make_current(this);
}

Installed::~Installed() {
    make_current(before_);
    sink_.flush();
}

namespace detail {

bool wanted(Level level, std::string_view target) {
    const Installed* installed = load_current();
    return installed && level >= installed->filter().level_of(target);
}

void write(Record& record) {
    const Installed* installed = load_current();
    if (!installed) return;
    record.unix_nanoseconds = unix_nanoseconds();
    installed->sink().write(record);
}

}  // namespace detail

}  // namespace kaon::inline v0::telemetry
