// Where warnings go: the hook, or stderr.
#include "kaon/signal/warning.hpp"

#ifndef __wasm__
#include <cstdio>
#endif

namespace kaon::inline v0::graph {

static constinit thread_local WarningHook hook_ = nullptr;

std::string_view Warning::text() const {
    switch (misuse) {
        case Misuse::late_use: return "a signal was used after its owner had ended, or it was captured by reference";
        case Misuse::no_owner: return "made outside of any owner: it lives until it is disposed";
        case Misuse::cycle: return "a memo reads itself";
        case Misuse::runaway: return "effects kept waking each other";
    }
    return {};
}

WarningHook on_warning(WarningHook hook) {
    const WarningHook old = hook_;
    hook_ = hook;
    return old;
}

void warn(Misuse misuse, Where made, Where used) {
    const Warning warning{misuse, made, used};
    if (hook_) return hook_(warning);
#ifndef __wasm__
    const std::string_view text = warning.text();
    std::fprintf(stderr, "kaon: %.*s", static_cast<int>(text.size()), text.data());
    if (made.line) std::fprintf(stderr, "\n  made at %s:%u", made.file, made.line);
    if (used.line) std::fprintf(stderr, "\n  used at %s:%u", used.file, used.line);
    std::fputc('\n', stderr);
#endif
}

}  // namespace kaon::inline v0::graph
