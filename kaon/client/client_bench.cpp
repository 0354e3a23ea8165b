// A request on a kept connection: what our client adds to libcurl's own loop, one request after the other.
//
// The server is a process of its own, so that instructions that are counted are the client's:
//   valgrind --tool=callgrind kaon_client_bench --benchmark_filter='^kaon/iterations:1000$'
// and the same with 3000: the difference is 2,000 requests.
#include <cstdlib>
#include <string>

#include <arpa/inet.h>
#include <benchmark/benchmark.h>
#include <curl/curl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "kaon/base/fd.hpp"
#include "kaon/client/client.hpp"
#include "kaon/runtime/runtime.hpp"

using namespace kaon;

namespace {

constexpr std::string_view answer =
    "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ndate: Sat, 21 Nov 2026 00:00:00 GMT\r\ncontent-length: 13\r\n\r\n"
    "hello, world\n";

// Answers every read with the same bytes: requests without content come whole over this machine's own network.
[[noreturn]] void answer_for_ever(int listener) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (;;) {
        const Fd peer(::accept(listener, nullptr, nullptr));
        char room[4096];
        while (::read(peer.number(), room, sizeof room) > 0) {
            if (::write(peer.number(), answer.data(), answer.size()) < 0) break;
        }
    }
}

std::string start_server() {
    const Fd listener(::socket(AF_INET, SOCK_STREAM, 0));
    sockaddr_in address{.sin_family = AF_INET, .sin_port = 0, .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
    socklen_t size = sizeof address;
    if (::bind(listener.number(), reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::listen(listener.number(), 16) != 0)
        std::abort();
    ::getsockname(listener.number(), reinterpret_cast<sockaddr*>(&address), &size);
    if (::fork() == 0) answer_for_ever(listener.number());
    return "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/users/7";
}

void ours(benchmark::State& state) {
    const std::string url = start_server();
    runtime::Runtime runtime({.cores = 1});
    const auto ask = [&]() -> Task<void> {
        const Client client;
        for (auto _ : state) {
            const std::string text = co_await client.get(url).text();
            if (text.size() != 13) state.SkipWithError("no answer");
        }
    };
    if (!runtime.run(ask())) state.SkipWithError("failed");
}

std::size_t append(char* bytes, std::size_t, std::size_t size, void* text) {
    static_cast<std::string*>(text)->append(bytes, size);
    return size;
}

// As its manual shows it, with one handle that is used again.
void libcurl_multi(benchmark::State& state) {
    const std::string url = start_server();
    CURLM* multi = curl_multi_init();
    CURL* easy = curl_easy_init();
    for (auto _ : state) {
        std::string text;
        curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &append);
        curl_easy_setopt(easy, CURLOPT_WRITEDATA, &text);
        curl_multi_add_handle(multi, easy);
        for (int running = 1; running;) {
            curl_multi_perform(multi, &running);
            if (running) curl_multi_poll(multi, nullptr, 0, 1000, nullptr);
        }
        curl_multi_remove_handle(multi, easy);
        if (text.size() != 13) state.SkipWithError("no answer");
    }
    curl_easy_cleanup(easy);
    curl_multi_cleanup(multi);
}

}  // namespace

BENCHMARK(ours)->Name("kaon")->Iterations(1000);
BENCHMARK(ours)->Name("kaon")->Iterations(3000);
BENCHMARK(libcurl_multi)->Name("libcurl")->Iterations(1000);
BENCHMARK(libcurl_multi)->Name("libcurl")->Iterations(3000);
