// Environment: what stands in for the browser where there is none, so that components are tested natively.
//
//   TestLoop loop;
//   Answers answers;                                                   // a Transport of the test's own
//   browser::Installed browser({.core = &loop, .transport = &answers});
//   loop.run(...);                                                     // spawn, fetch, sleep work inside
//
// A page has its own environment from the start. A server has none: there a spawned Task is not run, since a page that
// is being rendered has no later, and fetch() is an error.
// Threads: an installed Environment is its thread's. Lifetime: what it names outlives it.
#pragma once

#include "kaon/browser/console.hpp"
#include "kaon/coro/core.hpp"

namespace kaon::inline v0::browser {

class Transport;

struct Environment {
    Core* core = nullptr;                                                    // runs what is spawned
    Transport* transport = nullptr;                                          // carries what is fetched
    void (*print)(console::Level level, std::string_view line) = nullptr;  // null: standard error
};

// Of this thread, or of the page.
Environment& environment();

// Puts an Environment in place for a while.
class Installed {
public:
    explicit Installed(Environment next) : before_(environment()) { environment() = next; }
    Installed(const Installed&) = delete;
    Installed& operator=(const Installed&) = delete;
    ~Installed() { environment() = before_; }

private:
    Environment before_;
};

}  // namespace kaon::inline v0::browser
