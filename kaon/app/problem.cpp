// Problem documents back into errors.
#include "kaon/app/call.hpp"
#include "kaon/json/read.hpp"

namespace kaon::inline v0::remote {

struct ProblemField {
    std::string field;
    std::string message;
};
struct Problem {
    std::optional<std::string> kind;
    std::optional<std::string> code;
    std::optional<std::string> detail;
    std::optional<std::vector<ProblemField>> errors;
};

namespace {

Errc kind_named(std::string_view name, int status) {
    for (int i = 0; i <= static_cast<int>(Errc::unimplemented); ++i) {
        const Errc kind = static_cast<Errc>(i);
        if (kind != Errc::internal && describe(kind).name == name) return kind;
    }
    return status >= 500 ? Errc::internal : Errc::invalid;
}

}  // namespace

Error read_problem(int status, std::string_view body, FindCode find_code) {
    const Result<Problem> problem = json::read<Problem>(body);
    if (!problem) return Error(CallErrc::bad_answer).with_detail("status " + std::to_string(status));
    const std::string_view code = problem->code ? std::string_view(*problem->code) : std::string_view();
    const std::string_view text = problem->detail ? std::string_view(*problem->detail) : std::string_view();
    std::optional<Error> found = code.empty() ? std::nullopt : find_code(code, text);
    Error error = found ? *std::move(found)
                        : Error(kind_named(problem->kind ? std::string_view(*problem->kind) : code, status), text);
    if (problem->errors) {
        for (const ProblemField& field : *problem->errors) error.add_field(field.field, field.message);
    }
    return error;
}

}  // namespace kaon::inline v0::remote
