// The page as an Environment, and the exports that enter the program.
#include <cstdlib>

#include "kaon/browser/environment.hpp"
#include "kaon/browser/host/document.hpp"
#include "kaon/browser/host/fetch_transport.hpp"
#include "kaon/browser/host/imports.hpp"
#include "kaon/browser/host/page_core.hpp"
#include "kaon/browser/turn.hpp"
#include "kaon/signal/owner.hpp"

namespace kaon {

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

}  // namespace kaon

extern "C" {

void __wasm_call_ctors();
// main() of the application, as clang names it.
int __main_void();

KAON_EXPORT(start) void kaon_start() {
    __wasm_call_ctors();
    // What the application makes in main() belongs to the page, which ends with the program.
    static kaon::Owner page;
    kaon::browser::host::use_document();
    const kaon::browser::Turn turn;
    const kaon::Owner::Scope scope(page);
    __main_void();
}

KAON_EXPORT(turn) void kaon_turn(std::uint32_t by_timeout) {
    using Cause = kaon::browser::host::PageCore::Cause;
    const kaon::browser::Turn turn;
    kaon::browser::host::page_core().turn(by_timeout ? Cause::timeout : Cause::job);
}

KAON_EXPORT(allocate) void* kaon_allocate(std::size_t size) { return std::malloc(size); }

}  // extern "C"
