// Sampling the steps of each core.
#include "kaon/runtime/sentinel.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "kaon/base/clock.hpp"
#include "kaon/runtime/detail/thread_use.hpp"
#include "kaon/telemetry/log.hpp"

namespace kaon::inline v0::runtime {

namespace {
constexpr telemetry::Log runtime_log("runtime");
constexpr Duration between_events = Duration::seconds(1);
}  // namespace

struct Sentinel::State {
    struct Seen {
        Reactor* core = nullptr;
        std::uint64_t step = 0;
        Instant looked;
        Duration ran;   // processor time of its thread until then
        Duration held;  // at this step, without the time for which it got no processor
        Duration next_report;
        std::string doing;       // a copy: it is told after the end too
        bool is_reported = false;
        Instant quiet_until;
        std::uint64_t unreported = 0;
    };

    State(Runtime& runtime, SentinelOptions o) : options(o), cores(runtime.cores()) {
        for (std::uint32_t i = 0; i < runtime.cores(); ++i) cores[i].core = &runtime.core(i);
        thread = std::thread([this] { watch(); });
    }
    ~State() {
        {
            const std::lock_guard lock(mutex);
            closing = true;
        }
        wake.notify_one();
        thread.join();
    }

    void watch();
    void look_at(Seen& seen, Instant now);
    void report(Seen& seen, std::string_view what, Duration time, Instant now);

    const SentinelOptions options;
    telemetry::Counter holds;
    telemetry::Histogram durations;
    std::vector<Seen> cores;
    std::mutex mutex;
    std::condition_variable wake;
    bool closing = false;
    std::thread thread;
};

void Sentinel::State::watch() {
    const std::chrono::nanoseconds pause(options.longest.nanoseconds / 4);
    std::unique_lock lock(mutex);
    while (!wake.wait_for(lock, pause, [&] { return closing; })) {
        for (Seen& seen : cores) {
            try {
                look_at(seen, monotonic_now());
            } catch (...) {  // a log that has no memory is no reason to end the program
            }
        }
    }
}

void Sentinel::State::look_at(Seen& seen, Instant now) {
    const std::uint64_t step = seen.core->step();
    const char* doing = seen.core->doing();
    const int number = seen.core->thread();
    const Duration ran = step % 2 == 0 ? Duration() : detail::processor_time(number);
    const Duration passed = now - std::exchange(seen.looked, now);
    const Duration got = ran - std::exchange(seen.ran, ran);
    if (step != seen.step || step % 2 == 0) {
        if (std::exchange(seen.is_reported, false)) {
            durations.record(seen.held + passed);
            report(seen, "a core was held", seen.held + passed, now);
        }
        seen.step = step;
        seen.held = {};
        seen.next_report = options.longest;
        return;
    }
    seen.held = seen.held + (got < passed && detail::wants_processor(number) ? got : passed);
    if (seen.held < seen.next_report) return;
    if (!std::exchange(seen.is_reported, true)) holds.add();
    // The core is still at it, so the name is too.
    seen.doing = doing && *doing ? doing : "something without a name";
    if (seen.core->step() != step) return;
    report(seen, "a core is held", seen.held, now);
    seen.next_report = seen.next_report * 2;
}

void Sentinel::State::report(Seen& seen, std::string_view what, Duration time, Instant now) {
    // The end of a hold that was told of is told too.
    if (now < seen.quiet_until && what != "a core was held") {
        ++seen.unreported;
        return;
    }
    seen.quiet_until = now + between_events;
    runtime_log.warn(what, {{"core", seen.core->index()},
                            {"doing", seen.doing},
                            {"for", time},
                            {"unreported", std::exchange(seen.unreported, 0)}});
}

Sentinel::Sentinel(Runtime& runtime, SentinelOptions options) : state_(std::make_unique<State>(runtime, options)) {}
Sentinel::~Sentinel() = default;

const telemetry::Counter& Sentinel::holds() const { return state_->holds; }
const telemetry::Histogram& Sentinel::durations() const { return state_->durations; }

}  // namespace kaon::inline v0::runtime
