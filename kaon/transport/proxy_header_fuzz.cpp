// Fuzzes the PROXY protocol's header: a whole one is whole at no shorter size, and nothing behind it changes it.
#include <cstdint>
#include <cstdlib>

#include "kaon/base/exact_test.hpp"
#include "kaon/transport/proxy_header.hpp"

using namespace kaon;
using namespace kaon::transport;

namespace {
void require(bool condition) {
    if (!condition) std::abort();
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using State = ProxyHeader::State;
    const Exact exact(data, size);
    const ProxyHeader whole = read_proxy_header(exact.view());
    if (whole.state == State::complete) require(whole.size > 0 && whole.size <= size);
    if (whole.state == State::refused) require(whole.reason != nullptr);
    for (std::size_t part = 0; part < size && part < 200; ++part) {
        const Exact begin(exact.view().substr(0, part));
        const ProxyHeader early = read_proxy_header(begin.view());
        if (whole.state != State::complete) continue;
        if (part < whole.size) require(early.state == State::more);
        else require(early.state == State::complete && early.size == whole.size);
    }
    return 0;
}
