// Restart: a new process takes the place of the old one while it serves, and no request is lost.
// Run with: cmake --build build/release --target lesson_restart && build/release/lessons/restart
// and say `kill -USR2` to it as often as you like. The new one may be another version of the program's file.
//
// $ (curl localhost:3000/slow > slow.txt &); sleep 0.3; curl localhost:3000/process | tee old.txt
// ...
// $ kill -USR2 $(cat old.txt); \
//   while [ "$(curl localhost:3000/process)" = "$(cat old.txt)" ]; do sleep 0.1; done; echo another one answers
// another one answers
//
// What the old process had begun, it finishes, and then it ends:
//
// $ while [ ! -s slow.txt ]; do sleep 0.1; done; grep -cx "$(cat old.txt)" slow.txt
// 1
//
// The letters were never written by two processes at once:
//
// $ while [ $(wc -l < letters.txt) -lt 3 ]; do sleep 0.1; done; \
//   sed "s/^$(cat old.txt) /old /; s/^[0-9]* /new /" letters.txt
// old begins
// old ends
// new begins
// $ kill $(curl localhost:3000/process)
//
// Under systemd the unit has ExecReload=/bin/kill -USR2 $MAINPID; a socket unit, or systemd-socket-activate, hands the
// sockets over that the first process begins with:
//
//   systemd-socket-activate -l 127.0.0.1:3000 build/release/lessons/restart
#include <fstream>

#include <unistd.h>

#include "kaon/coro/time.hpp"
#include "kaon/program/serve.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;

std::string process() { return std::to_string(::getpid()) + "\n"; }

Task<std::string> slow() {
    co_await sleep(1s);
    co_return process();
}

// snippet: alone
// Old and new process stand side by side for a while. Two of them would send each letter twice.
Task<void> write_letters() {
    const auto note = [](const char* what) { std::ofstream("letters.txt", std::ios::app) << ::getpid() << what; };
    note(" begins\n");
    Result<> cancelled;
    while (cancelled) cancelled = co_await attempt(sleep(1h));  // until the next letter
    note(" ends\n");
}

Router<> routes() {
    return Router{
        get<"/process">(process),
        get<"/slow">(slow),
        background(write_letters, AtRestart::one_by_one),
    };
}
// end

int main(int argc, char** argv) { return kaon::serve(argc, argv, routes, {.name = "restart", .routes = routes}); }
