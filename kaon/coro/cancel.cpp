// The hook list of CancelSource.
#include "kaon/coro/cancel.hpp"

namespace kaon::inline v0 {

void CancelHook::unlink() {
    if (!next_) return;
    next_->previous_ = previous_;
    previous_->next_ = next_;
    next_ = previous_ = nullptr;
}

CancelSource::ParentHook::ParentHook(CancelSource& source)
    : CancelHook([](CancelHook& hook) { static_cast<ParentHook&>(hook).child.cancel(); }), child(source) {}

CancelSource::CancelSource() : CancelSource(nullptr) {}

CancelSource::CancelSource(CancelSource* parent) : parent_(*this) {
    anchor_.next_ = anchor_.previous_ = &anchor_;
    if (!parent) return;
    if (parent->cancelled()) cancelled_ = true;
    else parent->add(parent_);
}

CancelSource::~CancelSource() {
    if (gone_) *gone_ = true;
    while (anchor_.next_ != &anchor_) anchor_.next_->unlink();
    anchor_.next_ = anchor_.previous_ = nullptr;
}

void CancelSource::add(CancelHook& hook) {
    hook.unlink();
    hook.next_ = &anchor_;
    hook.previous_ = anchor_.previous_;
    anchor_.previous_->next_ = &hook;
    anchor_.previous_ = &hook;
}

void CancelSource::cancel() {
    if (cancelled_) return;
    cancelled_ = true;
    bool gone = false;
    gone_ = &gone;
    while (anchor_.next_ != &anchor_) {
        CancelHook* hook = anchor_.next_;
        hook->unlink();
        hook->fire_(*hook);
        if (gone) return;
    }
    gone_ = nullptr;
}

}  // namespace kaon::inline v0
