// The one body of Result that is not a template: what a misused Result does.
#include "kaon/base/result.hpp"

#include <cstdlib>
#if !defined(__wasm__)
#include <cstdio>
#endif

namespace kaon::inline v0::detail {

void bad_result_access([[maybe_unused]] const Error* held) {
#if !defined(__wasm__)
    if (held) std::fprintf(stderr, "kaon: value() of a Result that holds an error: %s\n", held->describe_all().c_str());
    else std::fputs("kaon: error() of a Result that holds a value\n", stderr);
#endif
    std::abort();
}

}  // namespace kaon::inline v0::detail
