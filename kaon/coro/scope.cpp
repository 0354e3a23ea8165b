// Spawning into a running scope, and stopping what was spawned.
#include "kaon/coro/scope.hpp"

namespace kaon::inline v0 {

struct Scope::Child : detail::Group::MemberOf<void> {
    Scope& scope;
    Child(Scope& in, Task<void>&& awaited) : MemberOf(std::move(awaited)), scope(in) {
        stopped = &scope.cancelled_;
        ended = [](Member& member) {
            auto& child = static_cast<Child&>(static_cast<MemberOf<void>&>(member));
            Scope& left = child.scope;
            delete &child;
            if (--left.running_ == 0) left.ended_.notify_all();
        };
    }
};

void Scope::prepare() {
    if (cancel_) return;
    context_ = group_.context_of_members();
    cancel_.emplace(context_.cancel);
    context_.cancel = &*cancel_;
}

void Scope::spawn(Task<void> task) {
    prepare();
    ++running_;
    group_.add(*new Child(*this, std::move(task)), context_);
}

void Scope::cancel() {
    prepare();
    cancelled_ = true;
    cancel_->cancel();
}

}  // namespace kaon::inline v0
