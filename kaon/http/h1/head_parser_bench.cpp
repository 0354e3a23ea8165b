// How long heads take: a load generator's, a browser's, and the head of a plain response.
#include "kaon/http/h1/head_parser.hpp"

#include <benchmark/benchmark.h>

#include "kaon/http/h1/response_writer.hpp"

using namespace kaon;

namespace {

constexpr std::string_view smallest = "GET /plaintext HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n\r\n";
constexpr std::string_view load_generator =
    "GET /plaintext HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n"
    "Accept: text/plain,text/html;q=0.9,application/xhtml+xml;q=0.9,application/xml;q=0.8,*/*;q=0.7\r\n"
    "Connection: keep-alive\r\n\r\n";
constexpr std::string_view browser =
    "GET /users/17?tab=posts&page=2 HTTP/1.1\r\nHost: localhost:3000\r\nConnection: keep-alive\r\n"
    "Cache-Control: max-age=0\r\nsec-ch-ua: \"Chromium\";v=\"128\", \"Not;A=Brand\";v=\"24\"\r\nsec-ch-ua-mobile: "
    "?0\r\n"
    "sec-ch-ua-platform: \"Linux\"\r\nUpgrade-Insecure-Requests: 1\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64) "
    "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Safari/537.36\r\nAccept: text/html,application/xhtml+xml,"
    "application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8\r\nSec-Fetch-Site: none\r\n"
    "Sec-Fetch-Mode: navigate\r\nSec-Fetch-User: ?1\r\nSec-Fetch-Dest: document\r\n"
    "Accept-Encoding: gzip, deflate, br, zstd\r\nAccept-Language: en-US,en;q=0.9,ru;q=0.8\r\n"
    "Cookie: sid=abcdef0123456789; lang=ru\r\n\r\n";

void parse_head(benchmark::State& state, std::string_view head) {
    const http::h1::Limits limits;
    http::h1::HeadParser parser(limits);
    http::Request request;
    for (auto _ : state) {
        benchmark::DoNotOptimize(parser.parse(head, request));
        benchmark::ClobberMemory();
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * head.size()));
}
BENCHMARK_CAPTURE(parse_head, smallest, smallest);
BENCHMARK_CAPTURE(parse_head, load_generator, load_generator);
BENCHMARK_CAPTURE(parse_head, browser, browser);

void write_plain_head(benchmark::State& state) {
    http::Response response{.body = http::Body("Hello, World!")};
    response.headers.set("content-type", "text/plain");
    response.headers.set("server", "kaon");
    ByteBuffer out;
    for (auto _ : state) {
        http::h1::write_head(out, response, {.date = "Sun, 06 Nov 1994 08:49:37 GMT"});
        benchmark::DoNotOptimize(out.data());
        out.clear();
    }
}
BENCHMARK(write_plain_head);

}  // namespace
