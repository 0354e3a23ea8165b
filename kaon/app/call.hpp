// CallErrc and what a call of a server function is, without its types. Internals, but for the codes and the options.
#pragma once

#include <optional>

#include "kaon/base/duration.hpp"
#include "kaon/base/error.hpp"
#include "kaon/coro/task.hpp"
#include "kaon/reflect/type_info.hpp"

namespace kaon::inline v0 {

// Why a server function gave nothing, beyond the errors of its own.
enum class CallErrc : std::uint8_t {
    no_answer,   // the network failed; the server may have done it all the same
    timed_out,   // as above, after CallOptions::limit
    bad_answer,  // what came is no answer of this function: a proxy's page, or a server of another version
};

CodeText describe(CallErrc code);

struct CallOptions {
    Duration limit = Duration::seconds(60);
    std::uint64_t answer_limit = 8 * 1024 * 1024;  // bytes
};

namespace remote {

// The error that a code of this name is; nothing when no enum of the contract has it.
using FindCode = std::optional<Error> (*)(std::string_view name, std::string_view text);

struct Contract {
    std::string_view path;
    const reflect::TypeInfo* input;
    const reflect::TypeInfo* output;  // null: void
    FindCode find_code;
};

// All rules that the input breaks, as the server would say it.
Result<> check(const Contract& contract, const void* input);
// Both outlive the Task.
Task<void> call(const Contract& contract, const void* input, void* output, CallOptions options);

// A problem document (RFC 9457) as the Error that the server had: kind, public text, fields, and the code when
// `find_code` knows it.
Error read_problem(int status, std::string_view body, FindCode find_code);

}  // namespace remote
}  // namespace kaon::inline v0
