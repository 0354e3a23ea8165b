// The page as an Environment: tasks, timers and requests. Linked into programs that use one of them.
#include "kaon/browser/environment.hpp"

#include "kaon/browser/host/fetch_transport.hpp"
#include "kaon/browser/host/imports.hpp"
#include "kaon/browser/host/page_core.hpp"
#include "kaon/browser/turn.hpp"

namespace kaon::inline v0 {

namespace browser::host {
namespace {

// Made at the first use, so that constructors of the application's globals may use them too.
PageCore& page_core() {
    static PageCore core;
    return core;
}

}  // namespace
}  // namespace browser::host

browser::Environment& browser::environment() {
    static host::FetchTransport transport;
    static Environment page{.core = &host::page_core(), .transport = &transport};
    return page;
}

void console::print(Level level, std::string_view line) {
    browser::host::kaon_print(static_cast<std::uint32_t>(level), line.data(), line.size());
}

}  // namespace kaon::inline v0

extern "C" KAON_EXPORT(turn) void kaon_turn(std::uint32_t by_timeout) {
    using Cause = kaon::browser::host::PageCore::Cause;
    const kaon::browser::Turn turn;
    kaon::browser::host::page_core().turn(by_timeout ? Cause::timeout : Cause::job);
}
