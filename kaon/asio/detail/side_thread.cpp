// The thread, and what becomes of exceptions.
#include "kaon/asio/detail/side_thread.hpp"

#include <csignal>
#include <exception>
#include <thread>

#include "kaon/telemetry/log.hpp"

namespace kaon::inline v0::detail {

namespace {

constexpr telemetry::Log asio_log("asio");

void run_to_the_end(void (*run)(void*), void* argument) {
    for (;;) {
        try {
            return run(argument);
        } catch (const std::exception& exception) {
            asio_log.error("a handler threw", {{"error", exception.what()}});
        } catch (...) {
            asio_log.error("a handler threw", {{"error", "an exception that is no std::exception"}});
        }
    }
}

}  // namespace

struct SideThread::State {
    State(void (*run)(void*), void* argument) {
        // Signals are for the threads that wait for them.
        sigset_t all, before;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before);
        thread = std::thread(run_to_the_end, run, argument);
        pthread_sigmask(SIG_SETMASK, &before, nullptr);
    }
    ~State() { thread.join(); }
    std::thread thread;
};

SideThread::SideThread(void (*run)(void*), void* argument) : state_(std::make_unique<State>(run, argument)) {}
SideThread::~SideThread() = default;

}  // namespace kaon::inline v0::detail
