// The list of what belongs to a core.
#include "kaon/runtime/core_local.hpp"

#include <atomic>
#include <utility>

namespace kaon::inline v0::runtime {

std::uint64_t CoreLocal::new_key() {
    static std::atomic<std::uint64_t> last = 0;
    return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

// One by one, so that each is still found, and may end others, while it ends.
CoreLocals::~CoreLocals() {
    while (newest_) end(newest_->key_);
}

CoreLocal* CoreLocals::find(std::uint64_t key) const {
    CoreLocal* local = newest_.get();
    while (local && local->key_ != key) local = local->older_.get();
    return local;
}

void CoreLocals::add(std::uint64_t key, std::unique_ptr<CoreLocal> added) {
    added->key_ = key;
    added->older_ = std::move(newest_);
    newest_ = std::move(added);
}

void CoreLocals::end(std::uint64_t key) {
    std::unique_ptr<CoreLocal>* link = &newest_;
    while (*link && (*link)->key_ != key) link = &(*link)->older_;
    if (!*link) return;
    std::unique_ptr<CoreLocal> ended = std::move(*link);
    *link = std::move(ended->older_);
}

}  // namespace kaon::inline v0::runtime
