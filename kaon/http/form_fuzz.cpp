// Fuzzes FormReader: pairs are UTF-8 and within the limits, and survive being written and read again.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

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
    const auto bytes = std::make_unique<char[]>(size);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(data[i]);
    const FormLimits limits{.bytes = 4000, .pairs = 20};
    FormReader form({bytes.get(), size}, limits);
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
