// The export that starts the program.
//
// What a program does not use stays out of it: the rest of the host comes with the environment (environment.cpp).
#include <string>
#include <utility>

#include "kaon/browser/host/document.hpp"
#include "kaon/browser/host/imports.hpp"
#include "kaon/browser/turn.hpp"
#include "kaon/signal/owner.hpp"
#include "kaon/signal/warning.hpp"

namespace kaon::inline v0::browser::host {
namespace {

// In a debug build the graph's warnings are lines of the console, with their places in the source.
[[maybe_unused]] void show_warning(const graph::Warning& warning) {
    std::string line(warning.text());
    for (const auto& [role, where] : {std::pair(", made at ", warning.made), std::pair(", used at ", warning.used)}) {
        if (!where.line) continue;
        line += role;
        line += where.file;
        line += ':';
        line += std::to_string(where.line);
    }
    kaon_print(1, line.data(), line.size());
}

}  // namespace
}  // namespace kaon::inline v0::browser::host

extern "C" {

void __wasm_call_ctors();
// main() of the application, as clang names it.
int __main_void();

KAON_EXPORT(start) void kaon_start() {
    __wasm_call_ctors();
    // What the application makes in main() belongs to the page, which ends with the program.
    static kaon::Owner page;
    kaon::browser::host::use_document();
    if constexpr (kaon::graph::locations) kaon::graph::on_warning(kaon::browser::host::show_warning);
    const kaon::browser::Turn turn;
    const kaon::Owner::Scope scope(page);
    __main_void();
}

}  // extern "C"
