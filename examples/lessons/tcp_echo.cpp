// A TCP server without HTTP: every line comes back, each peer has a Task, and Ctrl-C ends them all.
// Run with: cmake --build build/release --target lesson_tcp_echo && build/release/lessons/tcp_echo
//
// $ coproc tcp_echo --port 0; read -r said <&${COPROC[0]}; exec 3<>/dev/tcp/127.0.0.1/${said##*:}; \
//     printf 'hello\nanybody?\n' >&3; head -n 2 <&3; kill $COPROC_PID; wait $COPROC_PID; echo "status $?"
// hello
// anybody?
// status 143
// $ coproc tcp_echo --port 0; read -r said <&${COPROC[0]}; exec 3<>/dev/tcp/127.0.0.1/${said##*:}; \
//     head -c 9999 /dev/zero >&3; cat <&3; kill $COPROC_PID
// That line is too long.
#include <cstdio>

#include "kaon/coro/group.hpp"
#include "kaon/coro/scope.hpp"
#include "kaon/program/main.hpp"
#include "kaon/runtime/tcp.hpp"

using namespace kaon;
using namespace kaon::runtime;

struct Options {
    std::uint16_t port = 7777;
};

// snippet: peer
Task<void> echo(TcpStream peer) {
    LineReader lines(peer, {.longest = 1000});
    for (;;) {
        // Who says nothing for a minute has to make room.
        Result<std::optional<std::string>> line = co_await attempt(timeout(1min, lines.next()));
        if (!line && line.error().is(Errc::too_large)) co_await peer.write_all("That line is too long.\n");
        if (!line || !*line) co_return;
        co_await peer.write_all(**line + "\n");
    }
}
// end

// One peer's broken connection must not end the others.
Task<void> serve(TcpStream peer) { (void)co_await attempt(echo(std::move(peer))); }

// snippet: accept
Task<void> run_server(Options options) {
    TcpListener listener = co_await TcpListener::bind(co_await SocketAddress::parse("127.0.0.1", options.port));
    std::printf("echo on %s\n", listener.address().text().c_str());
    std::fflush(stdout);
    co_await scope([&](Scope& peers) -> Task<void> {
        for (;;) peers.spawn(serve(co_await listener.accept()));
    });
}
// end

int main(int argc, char** argv) {
    return kaon::main(argc, argv, run_server, {.name = "tcp_echo", .about = "Sends every line back."});
}
