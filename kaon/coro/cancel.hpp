// Cancellation: a source that ends the waits of every Task below it.
//
// Cancelling resumes what awaits at this moment with Error{Errc::cancelled}; what starts to await later gets the same
// error at once. A running frame is never destroyed from outside.
//
// Threads: one core's own.
#pragma once

#include "kaon/base/config.hpp"

namespace kaon::inline v0 {

class CancelSource;

// One thing to tell; unlinks itself when it dies.
class CancelHook {
public:
    CancelHook() = default;
    CancelHook(const CancelHook&) = delete;
    CancelHook& operator=(const CancelHook&) = delete;

    bool linked() const { return next_ != nullptr; }
    void unlink();

protected:
    explicit CancelHook(void (*fire)(CancelHook&)) : fire_(fire) {}
    ~CancelHook() { unlink(); }

private:
    friend class CancelSource;
    void (*fire_)(CancelHook&) = nullptr;
    CancelHook* next_ = nullptr;
    CancelHook* previous_ = nullptr;
};

class CancelSource {
public:
    CancelSource();
    // Cancelled together with its parent (null: none).
    explicit CancelSource(CancelSource* parent);
    CancelSource(const CancelSource&) = delete;
    CancelSource& operator=(const CancelSource&) = delete;
    ~CancelSource();

    bool cancelled() const { return cancelled_; }
    // Nobody waits for it, and it was not cancelled: as good as a new one.
    bool untouched() const { return !cancelled_ && anchor_.next_ == &anchor_; }
    // Tells every hook, once. Hooks may end Tasks and unlink others meanwhile.
    void cancel();
    void add(CancelHook& hook);

private:
    struct Anchor : CancelHook {
        Anchor() = default;
    };
    struct ParentHook : CancelHook {
        explicit ParentHook(CancelSource& child);
        CancelSource& child;
    };

    bool cancelled_ = false;
    bool* gone_ = nullptr;  // tells cancel() that a hook has ended this source
    Anchor anchor_;  // head of a circular list
    ParentHook parent_;
};

}  // namespace kaon::inline v0
