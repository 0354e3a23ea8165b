// kaon::main(): a whole program that is not a server: command line into a struct, a Task, an exit status.
//
//   struct Options { std::string pattern; std::vector<std::string> files; bool ignore_case = false; };
//   Task<int> search(Options options);                          // or Task<void>; or without an argument
//   int main(int argc, char** argv) {
//       return kaon::main(argc, argv, search, {.name = "search", .about = "Prints the lines that match."});
//   }
//
//   $ search --ignore-cose x      search: unknown option --ignore-cose; did you mean --ignore-case? Try search --help
//
// How fields become arguments is in kaon/program/arguments.hpp. --help and --version are there by themselves.
// Status: what the Task gives; 0 for a Task<void>; 1 (failure_status) when it ends with an error, which is said in one
// line on standard error, or when standard output does not take everything; 2 when the command line is wrong; 130 after
// Ctrl-C and 143 after SIGTERM, which cancel the Task and wait for it (a second one ends the program at once). Blocking
// work of a cancelled Task has 100 ms to end. When the reader of standard output has gone, the program ends by SIGPIPE.
// Events from `log` on go to standard error.
// Threads: `function` runs on this thread; blocking work on the pool (spawn_blocking).
#pragma once

#include <cstdint>
#include <string_view>
#include <type_traits>

#include "kaon/base/type_name.hpp"
#include "kaon/coro/task.hpp"
#include "kaon/program/arguments.hpp"
#include "kaon/reflect/type_of.hpp"
#include "kaon/telemetry/level.hpp"
#include "kaon/web/signature.hpp"

namespace kaon::inline v0 {

struct MainOptions {
    std::string_view name;  // of the program, as messages begin
    std::string_view about = {};  // what it does, for --help
    std::string_view notes = {};  // what else --help says: examples
    std::string_view version = {};
    telemetry::Level log = telemetry::Level::warn;
    std::uint32_t cores = 1;
    int failure_status = 1;  // when the Task ends with an error: 2 where 1 is an answer, as in grep
};

namespace program {

// Where the options lie, and how to start what uses them, with the types erased.
struct MainCall {
    const reflect::TypeInfo& info;
    void* options;
    ArgumentList arguments;
    Task<int> (*start)(void* function, void* options);
    void* function;
};
int run_main(int argc, char** argv, const MainCall& call, const MainOptions& options);

Task<int> succeed_after(Task<void> task);

struct NoOptions {};
template <class F>
using OptionsOf = typename web::OnlyArgument<typename web::Signature<F>::arguments, NoOptions>::type;

template <class F>
consteval Message main_mistake() {
    using Signature = web::Signature<F>;
    using Result = typename Signature::result;
    Message m;
    m << "\n  kaon::main(argc, argv, function): ";
    if (Signature::callable == web::Callable::unlistable) {
        m << "the function is a template or has overloads.\n  remedy: one function, or a lambda without auto.";
    } else if (std::is_void_v<OptionsOf<F>>) {
        m << "the function takes more than one argument.\n  remedy: one struct with all options.";
    } else if (!std::is_same_v<Result, Task<int>> && !std::is_same_v<Result, Task<void>>) {
        m << "the function gives '" << type_name<Result>()
          << "'.\n  remedy: Task<void>, or Task<int> for an exit status.";
    } else {
        return {};
    }
    return m;
}

}  // namespace program

template <class F = web::SeveralFunctions>
int main(int argc, char** argv, F function, const MainOptions& options) {
    static constexpr Message mistake = program::main_mistake<F>();
    if constexpr (std::is_same_v<F, web::SeveralFunctions>) {
        return 2;
    } else if constexpr (!mistake.ok()) {
        static_assert(false, mistake);
        return 2;
    } else {
        using Signature = web::Signature<F>;
        using Options = program::OptionsOf<F>;
        static constexpr Message places = program::rest_mistake<Options>();
        if constexpr (!places.ok()) static_assert(false, places);
        Options given{};
        auto start = [](void* f, void* o) -> Task<int> {
            auto call = [&] {
                if constexpr (std::is_same_v<Options, program::NoOptions>) return (*static_cast<F*>(f))();
                else return (*static_cast<F*>(f))(std::move(*static_cast<Options*>(o)));
            };
            if constexpr (std::is_same_v<typename Signature::result, Task<void>>) return program::succeed_after(call());
            else return call();
        };
        return program::run_main(
            argc, argv, {reflect::type_info<Options>(), &given, program::arguments_of<Options>(), start, &function},
            options);
    }
}

}  // namespace kaon::inline v0
