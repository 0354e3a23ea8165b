// Fuzzes FormReader: pairs are UTF-8 and within the limits, and survive being written and read again.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "kaon/base/exact_test.hpp"
#include "kaon/base/utf8.hpp"
#include "kaon/http/form.hpp"
#include "kaon/http/uri.hpp"

using namespace kaon;
using namespace kaon::http;

namespace {
void require(bool condition) {
    if (!condition) std::abort();
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Exact text(data, size);
    const FormLimits limits{.bytes = 4000, .pairs = 20};
    FormReader form(text.view(), limits);
    std::string written;
    unsigned pairs = 0;
    while (form.next()) {
        require(is_utf8(form.key()) && is_utf8(form.value()));
        if (pairs++) written += '&';
        written += encode_form(form.key()) + '=' + encode_form(form.value());
    }
    require(pairs <= limits.pairs);
    require(!form.next());
    if (!form.outcome()) return 0;

    FormReader again(written, {.bytes = written.size(), .pairs = pairs});
    std::string twice;
    while (again.next()) {
        if (!twice.empty()) twice += '&';
        twice += encode_form(again.key()) + '=' + encode_form(again.value());
    }
    require(again.outcome().has_value() && twice == written);
    return 0;
}
