// How a program in the browser ends: it traps. Replaces the C library's way, which would print with printf and run
// destructors, together 10 kB of a module.
#include <__verbose_abort>

extern "C" {

[[noreturn]] void abort() { __builtin_trap(); }

// A page is never left in an orderly way: destructors of globals have no moment to run at.
int __cxa_atexit(void (*)(void*), void*, void*) { return 0; }
int __cxa_thread_atexit(void (*)(void*), void*, void*) { return 0; }
void __wasm_call_dtors() {}

[[noreturn]] void __cxa_pure_virtual() { __builtin_trap(); }

}  // extern "C"

_LIBCPP_BEGIN_NAMESPACE_STD
[[noreturn]] void __libcpp_verbose_abort(const char*, ...) { __builtin_trap(); }
_LIBCPP_END_NAMESPACE_STD
