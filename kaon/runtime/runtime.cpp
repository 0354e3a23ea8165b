// Starting and joining the cores.
#include "kaon/runtime/runtime.hpp"

#include <csignal>
#include <exception>
#include <string>
#include <thread>

#include <sched.h>

namespace kaon::inline v0::runtime {

namespace {

std::uint32_t usable_cores() {
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
    const int count = CPU_COUNT(&set);
    return count > 0 ? static_cast<std::uint32_t>(count) : 1;
}

}  // namespace

Runtime::Runtime(RuntimeOptions options)
    : lost_reader_(options.lost_reader), pool_(std::make_unique<BlockingPool>(options.blocking)) {
    const std::uint32_t cores = options.cores ? options.cores : usable_cores();
    for (std::uint32_t i = 0; i < cores; ++i) reactors_.push_back(std::make_unique<Reactor>(*pool_, i));
    for (const auto& reactor : reactors_) all_.push_back(reactor.get());
    for (const auto& reactor : reactors_) reactor->set_all(all_);
}

Runtime::~Runtime() = default;

void Runtime::drive(Main& main) {
    std::signal(SIGPIPE, lost_reader_ == LostReader::is_an_error ? SIG_IGN : SIG_DFL);
    std::vector<std::thread> threads;
    const auto end = [&] {
        for (std::size_t i = 0; i < threads.size(); ++i) reactors_[i + 1]->stop();
        for (std::thread& thread : threads) thread.join();
    };
    try {
        for (std::size_t i = 1; i < reactors_.size(); ++i)
            threads.emplace_back([reactor = reactors_[i].get()] { reactor->run(); });
    } catch (const std::exception& error) {  // no thread, or no memory for one
        end();
        main.error.emplace(Error(Errc::unavailable).with_detail(std::string("no thread for a core: ") + error.what()));
        return;
    }

    main.reactor = reactors_[0].get();
    main.done = [](TaskWaiter& waiter) { static_cast<Main&>(waiter).reactor->stop(); };
    static_cast<Job&>(main).run = [](Job& job) {
        Main& self = static_cast<Main&>(job);
        self.start(self, self.task);
    };
    reactors_[0]->post(main);
    reactors_[0]->run();
    end();
}

}  // namespace kaon::inline v0::runtime
