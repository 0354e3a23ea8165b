// Memory that a request takes in the steady state: none for plain text, and what each kind of handler costs.
//
// malloc() itself is counted, for each thread apart, so that nothing escapes: operator new stands on it, and so do the
// buffers that do not use it (visible, so that the shared libraries call ours too). Under a sanitizer, which has a
// malloc() of its own, there is nothing to count.
#include <cstdlib>
#include <string>

#include <gtest/gtest.h>

#include "../conformance/origin.hpp"
#include "kaon/http/ws/frame.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;
using conformance::Origin, conformance::RawPeer;

#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define KAON_COUNTS_MEMORY false
#else
#define KAON_COUNTS_MEMORY true
#endif

namespace {
constinit thread_local long taken = 0;
}

#if KAON_COUNTS_MEMORY
extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);

[[gnu::visibility("default")]] void* malloc(std::size_t size) {
    ++taken;
    return __libc_malloc(size);
}
[[gnu::visibility("default")]] void* calloc(std::size_t count, std::size_t size) {
    ++taken;
    return __libc_calloc(count, size);
}
[[gnu::visibility("default")]] void* realloc(void* memory, std::size_t size) {
    ++taken;
    return __libc_realloc(memory, size);
}
}
#endif

namespace {

struct User {
    std::uint64_t id;
    std::string name;
};
struct Search {
    std::string q;
    std::uint32_t page = 1;
};

Task<> echo_or_count(WebSocket& socket) {
    while (const auto message = co_await socket.receive()) {
        if (message->data == "taken") co_await socket.send(std::to_string(taken));
        else co_await socket.send(message->data);
    }
}

Service site() {
    return Router{get<"/taken">([] { return std::to_string(taken); }),
                  get<"/text">([] { return std::string("Hello, World!"); }),
                  get<"/users/{id}">([](Path<std::uint64_t> id) -> Json<User> { return User{*id, "Ada Lovelace"}; }),
                  get<"/search">([](Query<Search> search) { return search->q; }),
                  get<"/layers">([] { return std::string("Hello"); }, request_id(), trace(), security_headers()),
                  get<"/later">([]() -> Task<std::string> { co_return "Hello, World!"; }),
                  get<"/ws">([](WebSocketUpgrade upgrade) { return std::move(upgrade).on(echo_or_count); }),
                  post<"/users">([](Json<User> user) { return user->name; })}
        .build()
        .value();
}

std::string ask(std::string_view method, std::string_view path, std::string_view content = "") {
    std::string text = std::string(method) + " " + std::string(path) +
                       " HTTP/1.1\r\nHost: localhost\r\n"
                       "Accept: */*\r\nUser-Agent: test\r\nConnection: keep-alive\r\n";
    if (!content.empty()) {
        text += "Content-Type: application/json\r\nContent-Length: " + std::to_string(content.size()) + "\r\n";
    }
    return text + "\r\n" + std::string(content);
}

// Sends a request and reads its response, which has a length.
std::string content_of(RawPeer& peer, const std::string& request) {
    peer.send(request);
    const std::string head = peer.until("\r\n\r\n");
    EXPECT_TRUE(head.starts_with("HTTP/1.1 200 ")) << head;
    return peer.take(std::stoul(head.substr(head.find("content-length: ") + 16)));
}

// How often one such request takes memory on the server's core, after the first hundred.
double taken_by(const std::string& request) {
    const Service service = site();
    const Origin origin(service);
    RawPeer peer = origin.connect();
    constexpr int warm = 100, counted = 500;
    for (int i = 0; i < warm; ++i) content_of(peer, request);
    const long before = std::stol(content_of(peer, ask("GET", "/taken")));
    for (int i = 0; i < counted; ++i) content_of(peer, request);
    return static_cast<double>(std::stol(content_of(peer, ask("GET", "/taken"))) - before) / counted;
}

}  // namespace

TEST(allocations, plain_text_takes_none) {
    if (!KAON_COUNTS_MEMORY) GTEST_SKIP();
    EXPECT_EQ(taken_by(ask("GET", "/text")), 0);
    EXPECT_EQ(taken_by(ask("GET", "/later")), 0) << "from a coroutine";
}

TEST(allocations, layers_that_wait_for_nothing_take_none) {
    if (!KAON_COUNTS_MEMORY) GTEST_SKIP();
    EXPECT_EQ(taken_by(ask("GET", "/layers")), 0) << "with a field that is made for each response";
}

TEST(allocations, a_capture_a_query_and_json_take_what_they_keep) {
    if (!KAON_COUNTS_MEMORY) GTEST_SKIP();
    EXPECT_EQ(taken_by(ask("GET", "/users/42")), 1) << "the text of the answer";
    EXPECT_EQ(taken_by(ask("GET", "/search?q=short&page=2")), 0);
    EXPECT_EQ(taken_by(ask("POST", "/users", R"({"id": 7, "name": "Ada"})")), 0);
}

TEST(allocations, a_small_message_of_a_websocket_takes_none) {
    if (!KAON_COUNTS_MEMORY) GTEST_SKIP();
    const Service service = site();
    const Origin origin(service);
    RawPeer peer = origin.connect();
    peer.send("GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
              "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    peer.until("\r\n\r\n");
    const auto say = [&peer](std::string_view text) {
        ByteBuffer frame;
        http::ws::append_frame(frame, {.opcode = http::ws::Opcode::text, .mask = http::ws::Mask(0x12345678u)}, text);
        peer.send(std::string(frame.view()));
        return peer.take(static_cast<std::size_t>(peer.take(2)[1]));
    };
    for (int i = 0; i < 100; ++i) say("a small message");
    const long before = std::stol(say("taken"));
    for (int i = 0; i < 500; ++i) ASSERT_EQ(say("a small message"), "a small message");
    EXPECT_EQ(std::stol(say("taken")), before);
}

TEST(allocations, a_request_that_does_allocate_is_seen) {
    if (!KAON_COUNTS_MEMORY) GTEST_SKIP();
    EXPECT_GE(taken_by(ask("GET", "/search?q=" + std::string(100, 'x') + "&page=1")), 1)
        << "a text that is no short one";
}
