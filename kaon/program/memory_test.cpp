// Memory that cannot be had, through router, server and HTTP/2: each allocation of a conversation fails once. Its
// connection ends at the worst, the program lives, and the next connection is answered.
// Not under the thread sanitizer, which brings these operators itself.
#if !__has_feature(thread_sanitizer)
#include <atomic>
#include <new>
#include <thread>

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "kaon/base/scarce_memory_test.hpp"
#include "kaon/coro/on_core.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/http/h2/frames_test.hpp"
#include "kaon/http/ws/frame.hpp"
#include "kaon/transport/test_client/serving_test.hpp"
#include "kaon/web/web.hpp"

namespace kaon::inline v0 {
namespace {

namespace h2 = http::h2::frames;
using http::ws::Opcode;

Task<> echo(WebSocket& socket) {
    while (const auto message = co_await socket.receive()) co_await socket.send(message->data);
}

Stream<std::string> pieces() {
    for (int i = 0; i < 3; ++i) {
        co_yield std::string(5'000, 's');
        co_await sleep(1ms);
    }
}

Service routes() {
    return Router{
        get<"/text">([] { return std::string("a text that is too long for a string without memory of its own"); }),
        get<"/later">([]() -> Task<std::string> {
            co_await sleep(1ms);
            co_return std::string(1'000, 'l');
        }),
        get<"/stream">([] {
            http::Response response;
            response.body = http::Body::stream(pieces());
            return response;
        }),
        post<"/echo">([](Text content) { return std::move(content.value); }),
        get<"/ws">([](WebSocketUpgrade upgrade) { return std::move(upgrade).on(echo); }),
    }
        .build()
        .value();
}

std::string websocket_frame(Opcode opcode, std::string_view payload) {
    ByteBuffer out;
    http::ws::append_frame(out, {.opcode = opcode, .mask = http::ws::Mask(0x0badcafeu)}, payload);
    return std::string(out.view());
}

// All at once, and then the client's side ends.
std::string conversation() {
    const std::string urgent = h2::frame(h2::priority_update, 0, 0, h2::number_bytes(3, 4) + "u=0");
    return h2::greeting() + h2::get(1, "/text") + urgent + h2::get(3, "/later", {{"priority", "u=1, i"}}) +
           h2::get(5, "/stream") + h2::post(7, "/echo", {{"content-type", "text/plain; charset=utf-8"}}) +
           h2::frame(h2::data, 0, 7, std::string(3'000, 'c')) +
           h2::frame(h2::data, h2::flag::end_stream, 7, std::string(100, 'c')) +
           h2::connect(9, "websocket", "/ws", {{"sec-websocket-version", "13"}}) +
           h2::frame(h2::data, 0, 9, websocket_frame(Opcode::text, std::string(2'000, 'w'))) +
           h2::frame(h2::data, 0, 9, websocket_frame(Opcode::close, "")) + h2::get(11, "/nowhere") +
           h2::frame(h2::ping, 0, 0, "12345678") + h2::get(13, "/text") +
           h2::frame(h2::rst_stream, 0, 13, h2::number_bytes(8, 4)) + h2::frame(h2::data, h2::flag::end_stream, 9);
}

// What one connection gets, to its end.
std::string converse(const runtime::SocketAddress& address, const std::string& bytes) {
    const Fd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const timeval patience{.tv_sec = 30};
    ::setsockopt(fd.number(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (::connect(fd.number(), static_cast<const sockaddr*>(address.system()), address.system_size()) != 0) return "";
    (void)::send(fd.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    ::shutdown(fd.number(), SHUT_WR);
    std::string answer;
    static char piece[64 * 1024];
    for (ssize_t n; (n = ::recv(fd.number(), piece, sizeof piece, 0)) > 0;)
        answer.append(piece, static_cast<std::size_t>(n));
    return answer;
}

// The streams that were answered to their end.
int answered(const std::string& bytes) {
    int count = 0;
    for (const h2::Frame& frame : h2::frames_of(bytes)) {
        const bool carries = frame.type == h2::data || frame.type == h2::headers_frame;
        count += carries && (frame.flags & h2::flag::end_stream);
    }
    return count;
}

}  // namespace

TEST(memory, that_cannot_be_had_ends_one_http_2_connection_and_the_program_goes_on) {
    const Service service = routes();
    transport::test_client::expect_served(
        service, {}, [](transport::Server&, runtime::SocketAddress address) -> Task<void> {
            // The other core has its listener before anything fails: a server that cannot start is another matter.
            co_await on_core(1, []() -> Task<void> { co_return; }());
            std::atomic<bool> done = false;
            int failed = 0;
            std::thread client([&] {
                ScarceMemory::is_exempt = true;
                const std::string bytes = conversation();
                EXPECT_GE(answered(converse(address, bytes)), 6);
                bool reached = true;
                for (int n = 0; reached && n < 2'000; ++n) {
                    scarce_memory.fail_after(n);
                    (void)converse(address, bytes);
                    reached = !scarce_memory.stop();
                    failed += reached;
                    if (n % 16 == 0) {
                        EXPECT_GE(answered(converse(address, bytes)), 6) << "the next one, after " << n;
                    }
                }
                done = true;
            });
            while (!done) {
                try {
                    (void)co_await attempt(sleep(5ms));
                } catch (const std::bad_alloc&) {  // it was the waiting's turn, which is as good as any
                }
            }
            client.join();
            EXPECT_GT(failed, 5) << "or it proves nothing";
        });
}

}  // namespace kaon::inline v0

#endif
