// stopped_by: runs a Task that can be cancelled by a source of one's own, besides by whoever cancels the caller.
//
//   CancelSource stop;                                       // a member of whoever decides
//   Result<> r = co_await attempt(stopped_by(stop, serve_feed()));
//   ...
//   stop.cancel();                                           // serve_feed() ends with Errc::cancelled
//
// One source may stop many Tasks, now and later: one that is cancelled already stops them at their first wait.
// Errors: those of the Task. Threads: the source and its Tasks are of one core; to stop what runs elsewhere, await a
// Flag (flag.hpp) there. Lifetime: the source outlives the Task.
#pragma once

#include "kaon/coro/group.hpp"

namespace kaon::inline v0 {

namespace detail {
// A source that is cancelled with either of two.
class EitherSource : CancelHook {
public:
    EitherSource(CancelSource* outer, CancelSource& other)
        : CancelHook([](CancelHook& hook) { static_cast<EitherSource&>(hook).source.cancel(); }), source(outer) {
        if (other.cancelled()) source.cancel();
        else other.add(*this);
    }
    CancelSource source;
};
}  // namespace detail

template <class T>
Task<T> stopped_by(CancelSource& source, Task<T> task) {
    Context own = co_await current_context();
    detail::EitherSource either(own.cancel, source);
    own.cancel = &either.source;
    co_return co_await detail::RunIn<T>{std::move(task), own};
}

}  // namespace kaon::inline v0
