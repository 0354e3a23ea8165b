// CoreLocal: what belongs to one core: made there, found again by its key, ended with the core's Reactor.
//
//   struct Pool final : CoreLocal { ... };
//   const std::uint64_t key = CoreLocal::new_key();          // one for each owner of such things
//   auto* pool = static_cast<Pool*>(reactor.local(key));
//   if (!pool) pool = &reactor.keep(key, std::make_unique<Pool>(reactor));
//
// For a library that keeps connections, caches or buffers for each core and shares nothing between cores. Its owner
// may end earlier than the loop: end_local(), by a job on that core. Otherwise the Reactor's destructor ends them,
// the newest first, while descriptors can still be unwatched and timers stopped; the loop no longer runs then.
// Threads: keep(), local() and end_local() on the core's own thread; new_key() from any.
#pragma once

#include <cstdint>
#include <memory>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::runtime {

class CoreLocal {
public:
    CoreLocal() = default;
    CoreLocal(const CoreLocal&) = delete;
    CoreLocal& operator=(const CoreLocal&) = delete;
    virtual ~CoreLocal() = default;

    // Never given twice in a process.
    static std::uint64_t new_key();

private:
    friend class CoreLocals;
    std::uint64_t key_ = 0;
    std::unique_ptr<CoreLocal> older_;
};

// The things of one core: few, so a list.
class CoreLocals {
public:
    CoreLocals() = default;
    ~CoreLocals();

    CoreLocal* find(std::uint64_t key) const;
    void add(std::uint64_t key, std::unique_ptr<CoreLocal> added);
    void end(std::uint64_t key);

private:
    std::unique_ptr<CoreLocal> newest_;
};

}  // namespace kaon::inline v0::runtime
