// Fuzzes the reader of server-sent events: whatever comes, cut anywhere, gives the same events as in one piece.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "kaon/base/exact_test.hpp"
#include "kaon/base/utf8.hpp"
#include "kaon/client/event_reader.hpp"

using namespace kaon;
using namespace kaon::client;

namespace {

std::string read_in(std::string_view text, std::size_t piece) {
    EventReader reader(256);
    std::string all;
    for (std::size_t at = 0; at < text.size(); at += piece) {
        const std::string_view part = text.substr(at, piece);
        const Exact exact(reinterpret_cast<const std::uint8_t*>(part.data()), part.size());
        reader.feed(exact.view());
        for (;;) {
            auto event = reader.next();
            if (!event) return all + "!";
            if (!*event) break;
            if (!is_utf8((*event)->data) || !is_utf8((*event)->type) || (*event)->data.size() > 3 * 257) std::abort();
            all += (*event)->type + '\0' + (*event)->data + '\0' + (*event)->id + '\0';
        }
    }
    return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 1) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    if (text.empty()) return 0;
    const std::string whole = read_in(text, text.size());
    if (whole != read_in(text, data[0] % 16 + 1u)) std::abort();
    return 0;
}
