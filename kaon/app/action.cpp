// Numbers of calls, forms, and what ends them.
#include "kaon/app/action.hpp"

#include <algorithm>

#include "kaon/browser/spawn.hpp"
#include "kaon/json/read.hpp"
#include "kaon/reflect/validate.hpp"
#include "kaon/signal/owner.hpp"

namespace kaon::inline v0 {

std::string_view CallFailure::message(std::string_view path) const {
    for (const FieldError& field : fields) {
        if (field.path == path) return field.message;
    }
    return {};
}

CallFailure failure_of(const Error& error) {
    return {error.kind(), error.name(), std::string(error.text()), error.fields()};
}

namespace remote {

// A child of the owner that is current, and what is to be kept beside it.
struct ActionBase::Scope : graph::Owned {
    Owner owner;
    ActionOptions options;

    explicit Scope(const ActionOptions& given) : Owned(&drop), owner(Owner::current()), options(given) {
        graph::own(*this, graph::Owning::cleanup);
    }
    static void drop(graph::Owned& owned) noexcept { delete static_cast<Scope*>(&owned); }
};

ActionBase::ActionBase(const ActionOptions& options, graph::Where made)
    : state_(ActionState{}, made), scope_(new Scope(options)) {}

const CallOptions& ActionBase::call_options() const { return scope_->options.call; }

bool ActionBase::pending() const {
    const ActionState& state = state_();
    return state.latest != state.settled;
}

std::string_view ActionBase::message(std::string_view path) const {
    const std::optional<CallFailure>& failure = error();
    return failure ? failure->message(path) : std::string_view();
}

std::uint32_t ActionBase::begin() const {
    std::uint32_t number = 0;
    state_.update([&](ActionState& state) { number = ++state.latest; });
    return number;
}

bool ActionBase::settle(std::uint32_t number, const Error* error) const {
    if (error && error->is(Errc::cancelled)) return false;
    if (!state_.alive() || state_.peek().latest != number) return false;
    state_.update([&](ActionState& state) {
        state.settled = number;
        ++state.version;
        if (error) state.failure = failure_of(*error);
        else state.failure.reset();
    });
    return true;
}

void ActionBase::run(Task<void> task) const {
    const Owner::Scope scope(scope_->owner);
    spawn(std::move(task));
}

bool ActionBase::accept(const Contract& contract, const void* input, std::vector<FieldError> wrong) const {
    for (FieldError& broken : reflect::validate(*contract.input, input, scope_->options.phrase)) {
        const auto same = [&](const FieldError& e) { return e.path == broken.path; };
        if (std::none_of(wrong.begin(), wrong.end(), same)) wrong.push_back(std::move(broken));
    }
    if (wrong.empty()) return true;
    Error error(Errc::unprocessable);
    for (const FieldError& field : wrong) error.add_field(field.path, field.message);
    settle(begin(), &error);
    return false;
}

bool ActionBase::check(const Contract& contract, const void* input) const {
    return state_.alive() && accept(contract, input, {});
}

bool ActionBase::read_form(const Contract& contract, SubmitEvent& event, void* input) const {
    event.prevent_default();
    if (!state_.alive()) return false;
    const Result<> read = json::read_into(*contract.input, input, event.json, {.source = json::Source::forms});
    if (read) return accept(contract, input, {});
    if (!read.error().fields().empty()) return accept(contract, input, read.error().fields());
    settle(begin(), &read.error());
    return false;
}

}  // namespace remote
}  // namespace kaon::inline v0
