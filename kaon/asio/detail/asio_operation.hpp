// AsioOperation: an operation of Asio as an Operation: begun and cancelled where its I/O object lives, answered where
// it is awaited.
//
// Two errands travel: the operation itself, and its cancellation if there is one. The wait ends when all that went out
// have come back, so what the operation writes to (a buffer, this object) outlives it.
// Threads: start(), stop() and returned() on the home core; begin(), cancel() and the handler on the I/O object's
// executor, one after the other.
#pragma once

#include <atomic>
#include <optional>
#include <tuple>
#include <utility>

#include <asio/cancellation_signal.hpp>
#include <asio/post.hpp>

#include "kaon/asio/detail/signature.hpp"
#include "kaon/asio/detail/ticket.hpp"
#include "kaon/coro/operation.hpp"

namespace kaon::inline v0::detail {

// The executor of an initiation's I/O object. One that does not say has its operation begun where it is awaited, and is
// not cancelled: nobody knows where a signal would be in turn with its handlers.
template <class Initiation>
struct InitiationPlace {
    static constexpr bool is_known = false;
    explicit InitiationPlace(const Initiation&) {}
    template <class F>
    void run(F function) const {
        function();
    }
};
template <class Initiation>
    requires requires(const Initiation& initiation) { initiation.get_executor(); }
struct InitiationPlace<Initiation> {
    static constexpr bool is_known = true;
    explicit InitiationPlace(const Initiation& initiation) : executor(initiation.get_executor()) {}
    template <class F>
    void run(F function) const {
        ::asio::post(executor, std::move(function));
    }
    std::decay_t<decltype(std::declval<const Initiation&>().get_executor())> executor;
};

// Meaning: what the completion signature is as a Result (signature.hpp).
template <class Meaning, class Initiation, class... Args>
class [[nodiscard]] AsioOperation final : public Operation<typename Meaning::value_type> {
public:
    template <class I, class... A>
    explicit AsioOperation(I&& initiation, A&&... args)
        : place_(initiation), initiation_(std::forward<I>(initiation)), args_(std::forward<A>(args)...) {}

private:
    using Place = InitiationPlace<Initiation>;
    struct Errand : Job {
        AsioOperation* operation = nullptr;
    };
    struct Handler {
        using cancellation_slot_type = ::asio::cancellation_slot;
        cancellation_slot_type get_cancellation_slot() const noexcept {
            return Place::is_known ? operation->signal_.slot() : cancellation_slot_type();
        }

        template <class... A>
        void operator()(A&&... answer) {
            operation->is_over_ = true;
            operation->answer_.emplace(Meaning::result(std::forward<A>(answer)...));
            ticket.send();
        }

        AsioOperation* operation;
        Ticket ticket;
    };

    Begun start(Core& core) override {
        home_ = &core;
        under_way_ = 1;
        run_there([this, ticket = ticket_for(task_errand_)]() mutable { begin(std::move(ticket)); });
        return Begun::ends_itself;
    }
    void stop() override {
        is_stopped_ = true;
        if constexpr (!Place::is_known) return;
        ++under_way_;
        run_there([this, ticket = ticket_for(cancel_errand_)]() mutable {
            cancel();
            ticket.send();
        });
    }
    // An executor that takes nothing, for want of memory or by its own rules, throws, and the function's ticket comes
    // home all the same: an operation that did not begin is forgotten, one that is not cancelled is waited for.
    template <class F>
    void run_there(F function) {
        try {
            place_.run(std::move(function));
        } catch (...) {
        }
    }
    Ticket ticket_for(Errand& errand) {
        errand.operation = this;
        errand.run = returned;
        return {errand, *home_};
    }

    void begin(Ticket ticket) {
        if (is_stopped_) {
            answer_.emplace(Error(Errc::cancelled));
            return;
        }
        // On the stack: where several threads run the context, the answer may come before this returns.
        Initiation initiation = std::move(initiation_);
        std::tuple<Args...> args = std::move(args_);
        try {
            std::apply(
                [&](Args&... arg) { std::move(initiation)(Handler{this, std::move(ticket)}, std::move(arg)...); },
                args);
        } catch (...) {
            // The handler has gone and its ticket with it: the wait ends as forgotten.
        }
    }
    void cancel() {
        if (!is_over_) signal_.emit(::asio::cancellation_type::all);
    }

    static void returned(Job& job) {
        AsioOperation& self = *static_cast<Errand&>(job).operation;
        if (--self.under_way_ > 0) return;
        if (self.answer_) self.complete(*std::move(self.answer_));
        else self.complete(Error(AsioErrc::forgotten));
    }

    const Place place_;
    Initiation initiation_;
    std::tuple<Args...> args_;
    ::asio::cancellation_signal signal_;
    std::optional<Result<typename Meaning::value_type>> answer_;
    Core* home_ = nullptr;
    Errand task_errand_;
    Errand cancel_errand_;
    int under_way_ = 0;  // errands that have to come back
    std::atomic<bool> is_stopped_ = false;
    std::atomic<bool> is_over_ = false;
};

}  // namespace kaon::inline v0::detail
