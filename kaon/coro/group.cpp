// The one body behind when_all, first_of, timeout and Scope.
#include "kaon/coro/group.hpp"

namespace kaon::inline v0::detail {

Group::Group(GroupRule rule, Member* const* members, std::size_t count, const Duration* limit)
    : rule_(rule), members_(members), count_(count), limit_(limit) {}

Begun Group::start(Core& core) {
    cancel_.emplace(context().cancel);
    context_ = context();
    context_.cancel = &*cancel_;
    if (limit_) {
        timer_.group = this;
        timer_.at = core.now() + *limit_;
        timer_.fire = [](Timer& timer) {
            Group& group = *static_cast<Limit&>(timer).group;
            group.timed_out_ = true;
            group.cancel_->cancel();
        };
        if (timer_.at < context_.deadline) context_.deadline = timer_.at;
        core.start(timer_);
    }
    // Members that end at once must not complete the group while others still have to start.
    ++running_;
    for (std::size_t i = 0; i < count_; ++i) add(*members_[i]);
    if (--running_ > 0) return Begun::uncancellable;  // cancellation reaches the members, and through them the group
    finish(outcome());
    return Begun::finished;
}

void Group::add(Member& member, Context& context) {
    ++running_;
    member.group = this;
    member.done = [](TaskWaiter& waiter) {
        auto& ended = static_cast<Member&>(waiter);
        ended.group->member_ended(ended);
    };
    member.start(member, context);
}

void Group::member_ended(Member& member) {
    const bool stopped = member.error && member.stopped && *member.stopped && member.error->is(Errc::cancelled);
    const bool failed = member.error && rule_ != GroupRule::each && !stopped;
    if (!first_ && (rule_ == GroupRule::first || failed)) {
        first_ = &member;
        if (member.error) error_ = std::move(member.error);
        // The last of those that this cancels would complete the group before this line is left; `member` still counts.
        cancel_->cancel();
    }
    if (member.ended) member.ended(member);
    if (--running_ == 0) complete(outcome());
}

Result<> Group::outcome() {
    if (limit_) core().stop(timer_);
    // The caller was cancelled, and with it each of them.
    if (rule_ == GroupRule::each && context().cancelled()) return Error(Errc::cancelled);
    if (!error_) return {};
    if (timed_out_ && error_->is(Errc::cancelled)) return Error(Errc::timeout).with_cause(*std::move(error_));
    return *std::move(error_);
}

}  // namespace kaon::inline v0::detail
