// One POST and its answer, for every server function.
#include "kaon/app/call.hpp"

#include "kaon/browser/fetch.hpp"
#include "kaon/coro/group.hpp"
#include "kaon/json/read.hpp"
#include "kaon/json/write.hpp"
#include "kaon/reflect/validate.hpp"

namespace kaon::inline v0 {

CodeText describe(CallErrc code) {
    switch (code) {
        case CallErrc::no_answer: break;
        case CallErrc::timed_out: return {Errc::timeout, "timed_out", "The server took too long to answer."};
        case CallErrc::bad_answer:
            return {Errc::unavailable, "bad_answer", "The server did not answer as expected. Try to reload the page."};
    }
    return {Errc::unavailable, "no_answer", "The server cannot be reached."};
}

namespace remote {

namespace {

Error from_transport(Error error) {
    if (error.is(Errc::timeout)) return CallErrc::timed_out;
    if (error.is(Errc::unavailable)) return Error(CallErrc::no_answer).with_cause(std::move(error));
    if (error.is(Errc::too_large)) return Error(CallErrc::bad_answer).with_cause(std::move(error));
    return error;
}

bool is_type(const FetchResponse& answer, std::string_view type) {
    const std::string_view field = answer.field("content-type").value_or("");
    return field.starts_with(type) && (field.size() == type.size() || field[type.size()] == ';');
}

Error unexpected(const FetchResponse& answer) {
    return Error(CallErrc::bad_answer)
        .with_detail("status " + std::to_string(answer.status) + ", " +
                     std::string(answer.field("content-type").value_or("no content-type")));
}

Result<> read_answer(const Contract& contract, const FetchResponse& answer, void* output) {
    if (is_type(answer, "application/problem+json"))
        return read_problem(answer.status, answer.body, contract.find_code);
    if (!contract.output && answer.status == 204) return {};
    if (!contract.output || !answer.ok() || !is_type(answer, "application/json")) return unexpected(answer);
    Result<> read = json::read_into(*contract.output, output, answer.body, {.max_size = SIZE_MAX});
    if (!read) return Error(CallErrc::bad_answer).with_cause(std::move(read).error());
    return {};
}

}  // namespace

Result<> check(const Contract& contract, const void* input) {
    const std::vector<FieldError> broken = reflect::validate(*contract.input, input);
    if (broken.empty()) return {};
    Error error(Errc::unprocessable);
    for (const FieldError& field : broken) error.add_field(field.path, field.message);
    return error;
}

Task<void> call(const Contract& contract, const void* input, void* output, CallOptions options) {
    co_await check(contract, input);
    FetchRequest request{.method = "POST", .url = std::string(contract.path), .body_limit = options.answer_limit};
    request.fields.push_back({"content-type", "application/json"});
    request.fields.push_back({"accept", "application/json"});
    json::write_to(request.body, *contract.input, input);
    Result<FetchResponse> answer = co_await attempt(timeout(options.limit, fetch(std::move(request))));
    if (!answer) co_await from_transport(std::move(answer).error());
    co_await read_answer(contract, *answer, output);
}

}  // namespace remote
}  // namespace kaon::inline v0
