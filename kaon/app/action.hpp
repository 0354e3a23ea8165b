// Action: a server function with its state as signals: what a form or button of a component calls.
//
//   View consult() {
//       Action<ask> action;
//       return fragment(
//           action_form(action, input(name("description")), button("Ask")),
//           p([=] { return action.message("description"); }),
//           p([=] { return action.pending() ? "..." : action.value() ? action.value()->html : ""; }));
//   }
//   adding.on_success([=](const Note& note) { notes.update([&](auto& all) { all.push_back(note); }); });
//
// Only the latest call counts: what an earlier one brings after it was sent is dropped, so a slow answer never replaces
// a newer one. An answer keeps until the next, an error until the next call that ends. Input that breaks its rules
// fails at once, without a request.
// Lifetime: a handle like a Signal's, copied by value; its state and its calls end with the owner that was current when
// it was made. Threads: the page's own. On a server it can be shown, and its calls are not made.
#pragma once

#include <optional>

#include "kaon/app/failure.hpp"
#include "kaon/app/server_function.hpp"
#include "kaon/reflect/validate.hpp"
#include "kaon/signal/effect.hpp"
#include "kaon/signal/memo.hpp"
#include "kaon/signal/signal.hpp"
#include "kaon/ui/events.hpp"

namespace kaon::inline v0 {

struct ActionOptions {
    // Words for the rules that an input breaks, in the page's language.
    reflect::Phrase phrase = reflect::english;
    CallOptions call{};
};

namespace remote {

struct ActionState {
    std::uint32_t latest = 0;  // number of the call that counts
    std::uint32_t settled = 0;  // of the last one that counted and ended
    std::uint32_t version = 0;
    std::optional<CallFailure> failure{};
};

// The parts of an Action that do not depend on its function.
class ActionBase {
public:
    // Whether the latest call is under way.
    bool pending() const;
    // Of the latest call that ended.
    const std::optional<CallFailure>& error() const { return state_().failure; }
    // What is wrong with a field; empty when nothing is.
    std::string_view message(std::string_view path) const;
    // How many calls have counted.
    std::uint32_t version() const { return state_().version; }
    bool alive() const { return state_.alive(); }

    // Calls fn(const CallFailure&) after each call that counted and failed, as an effect of the current owner.
    template <std::invocable<const CallFailure&> F>
    void on_failure(F fn) const {
        after_each([self = *this, fn = std::move(fn)] {
            if (const std::optional<CallFailure>& failure = self.error()) fn(*failure);
        });
    }

protected:
    ActionBase(const ActionOptions& options, graph::Where made);
    std::uint32_t begin() const;
    // False when a later call counts, or none any more.
    bool settle(std::uint32_t number, const Error* error) const;
    void run(Task<void> task) const;
    // False: it is settled with the error.
    bool check(const Contract& contract, const void* input) const;
    bool read_form(const Contract& contract, SubmitEvent& event, void* input) const;
    const CallOptions& call_options() const;
    // After each call that counted, untracked.
    template <class F>
    void after_each(F fn) const {
        watch(Memo{[self = *this] { return self.version(); }}, [fn = std::move(fn)](std::uint32_t) { fn(); });
    }

private:
    struct Scope;
    bool accept(const Contract& contract, const void* input, std::vector<FieldError> wrong) const;

    Signal<ActionState> state_;
    Scope* scope_;  // ends with the owner, and the calls with it
};

// The latest answer; of a function that gives nothing, nothing.
template <class Out>
class LatestAnswer {
public:
    explicit LatestAnswer(graph::Where made) : value_(std::nullopt, made) {}
    const std::optional<Out>& value() const { return value_(); }
    void take(Result<Out>& result) const { value_.set(std::move(result).value()); }

private:
    Signal<std::optional<Out>> value_;
};
template <>
class LatestAnswer<void> {
public:
    explicit LatestAnswer(graph::Where) {}
    void take(Result<>&) const {}
};

}  // namespace remote

template <auto function>
class Action : public remote::ActionBase {
public:
    using Function = std::remove_const_t<decltype(function)>;
    using Input = typename Function::Input;
    using Output = typename Function::Output;

    explicit Action(const ActionOptions& options = {}, graph::Where made = graph::Where::here())
        : ActionBase(options, made), answer_(made) {}

    void dispatch(Input input) const {
        if (!check(Function::contract, &input)) return;
        if (const std::uint32_t number = begin()) run(call(*this, std::move(input), number));
    }
    // Dispatches what a form holds, instead of the browser.
    void submit(SubmitEvent& event) const {
        Input input{};
        if (!read_form(Function::contract, event, &input)) return;
        if (const std::uint32_t number = begin()) run(call(*this, std::move(input), number));
    }
    // Calls fn(const Output&), or fn() where the function gives nothing, after each call that counted and succeeded, as
    // an effect of the current owner: for what an answer leads to beside being shown.
    template <class F>
    void on_success(F fn) const {
        after_each([self = *this, fn = std::move(fn)] {
            if (self.error()) return;
            if constexpr (std::is_void_v<Output>) fn();
            else fn(*self.value());
        });
    }
    // The latest answer. A function that gives nothing has none: use on_success().
    decltype(auto) value() const
        requires(!std::is_void_v<Output>)
    {
        return answer_.value();
    }

private:
    static Task<void> call(Action self, Input input, std::uint32_t number) {
        Result<Output> result = co_await attempt(function(std::move(input), self.call_options()));
        if (self.settle(number, result ? nullptr : &result.error()) && result) self.answer_.take(result);
    }

    remote::LatestAnswer<Output> answer_;
};

}  // namespace kaon::inline v0
