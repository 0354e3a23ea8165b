// Runtime: one Reactor per core, each on its own thread, and the pool for blocking work.
//
//   int main() {
//       Runtime runtime({.cores = 2});
//       Result<> ended = runtime.run(program(runtime));   // on core 0, in this thread
//   }
//
// The other cores run from run() to its end and serve whatever is posted to them (a server's listeners).
// Threads: run() once, from the thread that becomes core 0.
#pragma once

#include <memory>
#include <vector>

#include "kaon/coro/task.hpp"
#include "kaon/runtime/blocking_pool.hpp"
#include "kaon/runtime/reactor.hpp"

namespace kaon::inline v0::runtime {

// What a write does when its reader has gone: it is an error (EPIPE), or ends the program (SIGPIPE) as in any filter.
// Sockets of Kaon always do the first.
enum class LostReader : std::uint8_t { is_an_error, ends_the_program };

struct RuntimeOptions {
    std::uint32_t cores = 0;  // 0: as many as this process may use
    LostReader lost_reader = LostReader::is_an_error;
    BlockingPoolOptions blocking = {};
};

class Runtime {
public:
    explicit Runtime(RuntimeOptions options = {});
    ~Runtime();

    std::uint32_t cores() const { return static_cast<std::uint32_t>(reactors_.size()); }
    Reactor& core(std::uint32_t index) { return *reactors_[index]; }

    // For the end of a program: waits until no blocking work is left of Tasks that were cancelled; false when some
    // still runs after `grace`. The destructor waits for it however long it takes.
    bool settle(Duration grace) { return pool_->settle(grace); }

    // Runs the Task to its end; then stops all cores. Errors: the Task's; Errc::unavailable when the system gives no
    // thread for a core: then it has not begun.
    template <class T>
    Result<T> run(Task<T> task) {
        Main main;
        main.context.core = reactors_[0].get();
        main.start = [](Main& self, void* held) { static_cast<Task<T>*>(held)->start(self, self.context); };
        main.task = &task;
        drive(main);
        if (main.error) return *std::move(main.error);
        if constexpr (std::is_void_v<T>) return {};
        else return task.take();
    }

private:
    struct Main : TaskWaiter, Job {
        void (*start)(Main&, void* task) = nullptr;
        void* task = nullptr;
        Context context;
        Reactor* reactor = nullptr;
    };
    void drive(Main& main);

    const LostReader lost_reader_;
    std::vector<std::unique_ptr<Reactor>> reactors_;
    std::vector<Core*> all_;
    std::unique_ptr<BlockingPool> pool_;  // ends first: its threads post to the reactors until then
};

}  // namespace kaon::inline v0::runtime
