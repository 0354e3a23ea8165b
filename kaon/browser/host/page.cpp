// The export that starts the program.
//
// What a program does not use stays out of it: the rest of the host comes with the environment (environment.cpp).
#include "kaon/browser/host/document.hpp"
#include "kaon/browser/host/imports.hpp"
#include "kaon/browser/turn.hpp"
#include "kaon/signal/owner.hpp"

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

}  // extern "C"
