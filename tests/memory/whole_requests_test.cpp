// Memory that cannot be had, at each allocation of a request in turn: once, or from there on until the connection has
// ended. Whole programs, whole requests of each kind; the request fails or its connection ends, and the next is served.
#if !__has_feature(thread_sanitizer)
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "kaon/base/fd.hpp"
#include "kaon/base/scarce_memory_test.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/program/serve.hpp"
#include "kaon/program/testing/child.hpp"
#include "kaon/runtime/socket_address.hpp"
#include "kaon/web/web.hpp"

namespace kaon::inline v0 {
namespace {

using program::testing::Child;
using runtime::SocketAddress;

struct Note {
    std::string text;
    std::vector<int> numbers;
};

Task<std::string> later() {
    co_await sleep(1ms);
    co_return "a text that is too long for the place inside of a string";
}
Stream<std::string> pieces() {
    for (int i = 0; i < 3; ++i) {
        co_yield std::string(5'000, 's');
        co_await sleep(1ms);
    }
}
http::Response streamed() {
    http::Response response;
    response.body = http::Body::stream(pieces());
    return response;
}
Task<std::string> count(Body& body) {
    std::size_t size = 0;
    while (const auto piece = co_await body.read()) size += piece->size();
    co_return std::to_string(size) + " bytes";
}
Task<> talk(WebSocket& socket) {
    while (auto message = co_await socket.receive()) co_await socket.send(message->data);
}

Router<> routes(const std::string& folder) {
    return Router{
        get<"/">([] { return "hello"; }),
        get<"/late">(later),
        get<"/stream">(streamed),
        post<"/json">([](Json<Note> note) { return Json<Note>{std::move(*note)}; }),
        post<"/upload">([](Body body) -> Task<std::string> { co_return co_await count(body); }),
        get<"/files/{*path}">(serve_dir(folder)),
        get<"/talk">([](WebSocketUpgrade upgrade) { return std::move(upgrade).on(talk); }),
        layer(request_id(), trace(), security_headers()),
    };
}

// What one connection gets for its bytes, to its end.
std::string converse(const SocketAddress& address, const std::string& bytes) {
    const Fd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const timeval patience{.tv_sec = 20, .tv_usec = 0};
    ::setsockopt(fd.number(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (::connect(fd.number(), static_cast<const sockaddr*>(address.system()), address.system_size()) != 0)
        return "no connection";
    (void)::send(fd.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    std::string answer;
    char piece[16 * 1024];
    ssize_t n;
    while ((n = ::recv(fd.number(), piece, sizeof piece, 0)) > 0) answer.append(piece, static_cast<std::size_t>(n));
    return n < 0 && errno == EAGAIN ? "it hangs behind: " + answer : answer;
}

std::string head(std::string_view method, std::string_view path, std::string_view fields = "") {
    return std::string(method) + " " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n" + std::string(fields) +
           "Connection: close\r\n\r\n";
}

struct Case {
    const char* name;
    std::string request;
    std::string status;  // where nothing is missing
};

std::vector<Case> cases() {
    const std::string json = R"({"text":"a text that is too long to be inside","numbers":[1,2,3,4,5]})";
    const std::string large(300'000, 'u');
    const std::string chunk = "8000\r\n" + std::string(0x8000, 'c') + "\r\n";
    // A message of five bytes and a close frame, under a mask of zeros.
    const std::string frames("\x81\x85\0\0\0\0hello\x88\x82\0\0\0\0\x03\xe8", 19);
    const auto length = [](const std::string& content) {
        return "Content-Type: application/json\r\nContent-Length: " + std::to_string(content.size()) + "\r\n";
    };
    return {
        {"plain", head("GET", "/"), "200"},
        {"late", head("GET", "/late"), "200"},
        {"nothing there", head("GET", "/nowhere"), "404"},
        {"json", head("POST", "/json", length(json)) + json, "200"},
        {"broken json", head("POST", "/json", length("{")) + "{", "400"},
        {"upload", head("POST", "/upload", length(large)) + large, "200"},
        {"chunked upload", head("POST", "/upload", "Transfer-Encoding: chunked\r\n") + chunk + chunk + "0\r\n\r\n",
         "200"},
        {"file", head("GET", "/files/small.txt"), "200"},
        {"part of a file", head("GET", "/files/large.bin", "Range: bytes=5-90000\r\n"), "206"},
        {"stream", head("GET", "/stream"), "200"},
        {"websocket",
         "GET /talk HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
         "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n" +
             frames,
         "101"},
        {"refused", "GET / HTTP/1.1\r\n\r\n", "400"},
    };
}

class memory : public ::testing::TestWithParam<Scarcity> {
protected:
    void SetUp() override {
        ASSERT_NE(::mkdtemp(folder_), nullptr);
        std::ofstream(folder_ + std::string("/small.txt")) << "a small file";
        std::ofstream(folder_ + std::string("/large.bin")) << std::string(200'000, 'f');
        scarce_memory.share();
        ScarceMemory::is_exempt = true;
    }
    void TearDown() override {
        scarce_memory.stop();
        ScarceMemory::is_exempt = false;
        std::filesystem::remove_all(folder_);
    }
    int serve_here() {
        ScarceMemory::is_exempt = false;
        char name[] = "scarce", port[] = "--port=0";
        char* words[] = {name, port};
        return kaon::serve(2, words, [this] { return routes(folder_); }, {.name = "scarce", .cores = 1});
    }

private:
    char folder_[32] = "/tmp/kaon_memory_XXXXXX";
};

}  // namespace

TEST_P(memory, that_is_missing_ends_a_request_or_its_connection_and_never_the_program) {
    Child child([this] { return serve_here(); });
    const std::string port = child.wait_for("scarce on http://127.0.0.1:");
    const auto address = SocketAddress::parse("127.0.0.1", static_cast<std::uint16_t>(std::stoi("0" + port))).value();
    for (const Case& one : cases()) {
        const std::string good = "HTTP/1.1 " + one.status;
        ASSERT_EQ(converse(address, one.request).substr(0, 12), good) << one.name;
        int failed = 0;
        for (bool had_all = false; !had_all && failed < 500; ++failed) {
            scarce_memory.fail_after(failed, GetParam());
            const std::string answer = converse(address, one.request);
            had_all = scarce_memory.stop();
            const std::string status = answer.substr(0, 12);
            EXPECT_TRUE(status.empty() || status == good || status == "HTTP/1.1 503" || status == "HTTP/1.1 500")
                << one.name << " without allocation " << failed << ": " << answer.substr(0, 200);
            ASSERT_EQ(converse(address, one.request).substr(0, 12), good)
                << one.name << ": gone after allocation " << failed << " had failed";
        }
        EXPECT_LT(failed, 500) << one.name << " never passed";
    }
    child.signal(SIGTERM);
    child.rest();  // its log may have filled the pipe
    EXPECT_EQ(child.wait(), 0);
}

INSTANTIATE_TEST_SUITE_P(scarce, memory, ::testing::Values(Scarcity::once, Scarcity::lasting),
                         [](const auto& tried) { return tried.param == Scarcity::once ? "once" : "lasting"; });

}  // namespace kaon::inline v0
#endif
