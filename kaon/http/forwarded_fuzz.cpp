// Fuzzes the fields of proxies: whatever a client says in front, what a trusted proxy has added is what counts; and who
// is not trusted changes nothing.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "kaon/base/exact_test.hpp"
#include "kaon/http/forwarded.hpp"

using namespace kaon;
using namespace kaon::http;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

Request from(const char* peer) {
    Request request;
    request.peer = *read_address(peer);
    request.authority = "inner";
    return request;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Exact exact(data, size);
    const Network trusted[] = {Network::parse("10.0.0.0/8").value()};
    for (const ForwardedBy by : {ForwardedBy::x_forwarded, ForwardedBy::forwarded}) {
        const bool standard = by == ForwardedBy::forwarded;
        const char* const name = standard ? "forwarded" : "x-forwarded-for";
        Request alone = from("10.0.0.1");
        for (const char* field : {name, "x-forwarded-proto", "x-forwarded-host"})
            alone.headers.append_copy(field, exact.view());
        if (alone.headers.broken()) return 0;  // bytes that no field has
        const Origin origin = read_forwarded(alone, trusted, by);
        require(origin.scheme == "http" || origin.scheme == "https");
        require(!origin.host.empty());
        Request stranger = from("203.0.113.7");
        stranger.headers.append_copy(name, exact.view());
        require(read_forwarded(stranger, trusted, by).client.text() == "203.0.113.7");
        const std::string added = std::string(exact.view()) + (standard ? ", for=198.51.100.9" : ", 198.51.100.9");
        Request proxied = from("10.0.0.1");
        proxied.headers.append_copy(name, added);
        require(read_forwarded(proxied, trusted, by).client.text() == "198.51.100.9");
    }
    return 0;
}
