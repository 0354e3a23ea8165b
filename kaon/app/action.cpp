// Numbers of calls, forms, and what ends them.
#include "kaon/app/action.hpp"

#include <algorithm>

#include "kaon/browser/spawn.hpp"
#include "kaon/json/read.hpp"
#include "kaon/reflect/validate.hpp"
#include "kaon/signal/owner.hpp"

namespace kaon {

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

namespace {

// What is ended together with the action's owner.
struct ScopeOf : graph::Owned {
    Owner owner;
    ScopeOf() : Owned(&drop), owner(Owner::current()) { graph::own(*this, graph::Owning::cleanup); }
    static void drop(graph::Owned& owned) noexcept { delete static_cast<ScopeOf*>(&owned); }
};

bool has_error(const std::vector<FieldError>& errors, std::string_view path) {
    return std::any_of(errors.begin(), errors.end(), [&](const FieldError& e) { return e.path == path; });
}

}  // namespace

ActionBase::ActionBase(graph::Where made) : state_(ActionState{}, made), scope_(&(new ScopeOf)->owner) {}

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
    const Owner::Scope scope(*scope_);
    spawn(std::move(task));
}

bool ActionBase::read_form(const Contract& contract, SubmitEvent& event, void* input) const {
    event.prevent_default();
    const Result<> read = json::read_into(*contract.input, input, event.json, {.source = json::Source::forms});
    std::vector<FieldError> wrong;
    if (!read) wrong = read.error().fields();
    for (FieldError& broken : reflect::validate(*contract.input, input)) {
        if (!has_error(wrong, broken.path)) wrong.push_back(std::move(broken));
    }
    if (read && wrong.empty()) return true;
    Error error(Errc::unprocessable);
    for (const FieldError& field : wrong) error.add_field(field.path, field.message);
    if (const std::uint32_t number = begin()) settle(number, &error);
    return false;
}

}  // namespace remote
}  // namespace kaon
