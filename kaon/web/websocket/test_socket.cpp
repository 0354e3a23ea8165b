// A tunnel in memory between a test and the server's side, which runs on the test's loop.
#include "kaon/web/websocket/test_socket.hpp"

#include "kaon/coro/time.hpp"
#include "kaon/http/tunnel.hpp"
#include "kaon/http/ws/decoder.hpp"

namespace kaon::inline v0 {

namespace {

constexpr std::string_view key = "dGhlIHNhbXBsZSBub25jZQ==";
constexpr std::uint32_t mask_key = 0x3d21fa37;

// Waits until somebody calls come(), or, with a limit, until that has passed.
class Signal final : public Operation<void> {
public:
    explicit Signal(Signal*& place, std::optional<Duration> limit = {}) : place_(place), limit_(limit) {}
    static void give(Signal*& place) {
        if (place) std::exchange(place, nullptr)->end();
    }

private:
    struct Limit : Timer {
        Signal* signal = nullptr;
    };
    Begun start(Core& core) override {
        place_ = this;
        if (limit_) {
            timer_.signal = this;
            timer_.at = core.now() + *limit_;
            timer_.fire = [](Timer& timer) {
                Signal& signal = *static_cast<Limit&>(timer).signal;
                signal.place_ = nullptr;
                signal.complete({});
            };
            core.start(timer_);
        }
        return Begun::waiting;
    }
    void stop() override {
        place_ = nullptr;
        if (timer_.started()) core().stop(timer_);
    }
    void end() {
        if (timer_.started()) core().stop(timer_);
        complete({});
    }

    Signal*& place_;
    std::optional<Duration> limit_;
    Limit timer_;
};

class TestTunnel final : public http::Tunnel {
public:
    Task<std::optional<std::string_view>> read() override {
        while (to_server.empty()) {
            if (client_ended) co_return std::nullopt;
            co_await Signal(server_reads);
        }
        piece_ = std::exchange(to_server, {});
        co_return std::string_view(piece_);
    }
    Task<void> write_all(std::span<const std::string_view> pieces) override {
        for (std::string_view piece : pieces) from_server += piece;
        Signal::give(client_reads);
        while (from_server.size() > window) co_await Signal(server_writes);
    }
    Task<void> close() override {
        server_ended = true;
        Signal::give(client_reads);
        co_return;
    }
    CancelSource& draining() override { return draining_; }

    std::string to_server, from_server;
    std::size_t window = SIZE_MAX;
    bool client_ended = false;
    bool server_ended = false;
    Signal* server_reads = nullptr;
    Signal* server_writes = nullptr;
    Signal* client_reads = nullptr;

private:
    std::string piece_;
    CancelSource draining_;
};

}  // namespace

struct TestWebSocket::State : TaskWaiter {
    State(TestClient& its_client, std::string_view its_target, const TestWebSocketOptions& options)
        : client(its_client), target(its_target), http_2(options.version == http::Version::http_2),
          answers_pings(options.answers_pings) {
        web::TestVisitor::ask(request, http_2 ? "CONNECT" : "GET", target);
        request.version = options.version;
        if (http_2) {
            request.protocol = "websocket";
        } else {
            request.headers.set("connection", "Upgrade");
            request.headers.set("upgrade", "websocket");
            request.headers.set("sec-websocket-key", key);
        }
        request.headers.set("sec-websocket-version", "13");
        for (const auto& [name, value] : options.headers) {
            request.headers.remove(name);
            if (!value.empty()) request.headers.append_copy(name, value);
        }
        tunnel.window = options.window;
        tunnel.to_server = options.early;
        done = [](TaskWaiter& waiter) {
            auto& state = static_cast<State&>(waiter);
            state.ended = true;
            state.tunnel.server_ended = true;
            Signal::give(state.tunnel.client_reads);
        };
    }

    void open() {
        auto ask = [this]() -> Task<void> {
            response = co_await client.service()(request);
            if (!response.upgrade) text = co_await response.body.collect(UINT64_MAX);
        };
        Result<> asked = client.loop().run(ask());
        if (!asked) text = asked.error().describe_all();
        if (!asked || !response.upgrade) return;
        if (const auto accepted = response.headers.get("sec-websocket-extensions")) {
            const bool keeps = accepted->find("server_no_context_takeover") == accepted->npos;
            deflate = http::ws::DeflateTerms{.client_keeps_context = keeps};
        }
        decoder.emplace(http::ws::Decoder::Options{
            .peer = http::ws::Peer::server, .limits = {UINT32_MAX, UINT32_MAX}, .deflate = deflate});
        context = {.core = &client.loop(), .cancel = &cancel};
        auto start = [this]() -> Task<void> {
            running.emplace(response.upgrade->run(tunnel));
            running->start(*this, context);
            co_return;
        };
        run(start());
    }
    void run(Task<void> task) { static_cast<void>(client.loop().run(std::move(task))); }
    // As a client that has gone, of a server that stops: nothing of the other side waits for anything after that.
    void end() {
        if (!running || ended) return;
        auto stop = [this]() -> Task<void> {
            tunnel.draining().cancel();
            cancel.cancel();
            while (!ended) co_await sleep(Duration::seconds(60));
        };
        run(stop());
    }
    Task<TestMessage> next(Duration within);
    TestMessage message_of(const http::ws::Event& event) const;

    TestClient& client;
    std::string target;
    bool http_2;
    bool answers_pings;
    http::Request request;
    http::Response response;
    std::string text;
    TestTunnel tunnel;
    CancelSource cancel;
    Context context;
    std::optional<Task<void>> running;
    bool ended = false;
    std::optional<http::ws::DeflateTerms> deflate;
    std::optional<http::ws::Decoder> decoder;
};

TestMessage TestWebSocket::State::message_of(const http::ws::Event& event) const {
    using From = http::ws::Event::Kind;
    using To = TestMessage::Kind;
    To kind = To::nothing;
    switch (event.kind) {
        case From::text: kind = To::text; break;
        case From::binary: kind = To::binary; break;
        case From::ping: kind = To::ping; break;
        case From::pong: kind = To::pong; break;
        case From::close: kind = To::close; break;
        case From::failed: return {.kind = To::gone, .text = "broken: " + std::string(event.data), .code = event.code};
        case From::none: break;
    }
    return {.kind = kind, .text = std::string(event.data), .code = event.code};
}

Task<TestMessage> TestWebSocket::State::next(Duration within) {
    const Instant deadline = client.loop().now() + within;
    for (std::size_t wire = 0;;) {
        std::string_view rest = tunnel.from_server;
        const http::ws::Event event = decoder->next(rest);
        TestMessage message = message_of(event);
        const std::size_t used = tunnel.from_server.size() - rest.size();
        tunnel.from_server.erase(0, used);
        wire += used;
        if (tunnel.from_server.size() <= tunnel.window) Signal::give(tunnel.server_writes);
        if (event.kind == http::ws::Event::Kind::ping && answers_pings) {
            tunnel.to_server += [&] {
                ByteBuffer out;
                http::ws::append_frame(out, {.opcode = http::ws::Opcode::pong, .mask = http::ws::Mask(mask_key)},
                                       message.text);
                return std::string(out.view());
            }();
            Signal::give(tunnel.server_reads);
        }
        message.wire_bytes = wire;
        if (message.kind != TestMessage::Kind::nothing) co_return message;
        if (tunnel.server_ended) co_return TestMessage{.kind = TestMessage::Kind::gone};
        const Duration left = deadline - client.loop().now();
        if (left <= Duration{}) co_return TestMessage{};
        co_await Signal(tunnel.client_reads, left);
    }
}

TestWebSocket::TestWebSocket(TestClient& client, std::string_view target, const TestWebSocketOptions& options)
    : state_(std::make_unique<State>(client, target, options)) {
    state_->open();
}
TestWebSocket::TestWebSocket(TestWebSocket&&) noexcept = default;
TestWebSocket::~TestWebSocket() {
    if (state_) state_->end();
}

http::Status TestWebSocket::status() const {
    const bool opened = state_->response.upgrade != nullptr;
    return opened && state_->http_2 ? http::Status::ok : state_->response.status;
}
std::string TestWebSocket::header(std::string_view name) const {
    return std::string(state_->response.headers.get(name).value_or(""));
}
const std::string& TestWebSocket::text() const { return state_->text; }

void TestWebSocket::send(std::string_view text) { send_frame({.opcode = http::ws::Opcode::text}, text); }
void TestWebSocket::send_binary(std::string_view bytes) { send_frame({.opcode = http::ws::Opcode::binary}, bytes); }
void TestWebSocket::ping(std::string_view payload) { send_frame({.opcode = http::ws::Opcode::ping}, payload); }

void TestWebSocket::send_frame(http::ws::FrameHead head, std::string_view payload) {
    ByteBuffer out;
    head.mask.emplace(mask_key);
    http::ws::append_frame(out, head, payload);
    send_raw(out.view());
}

void TestWebSocket::send_raw(std::string_view bytes) {
    auto deliver = [this, bytes]() -> Task<void> {
        state_->tunnel.to_server += bytes;
        Signal::give(state_->tunnel.server_reads);
        co_return;
    };
    state_->run(deliver());
}

void TestWebSocket::close(CloseCode code, std::string_view reason) {
    ByteBuffer out;
    http::ws::append_close(out, {code, reason}, http::ws::Mask(mask_key));
    send_raw(out.view());
}

void TestWebSocket::vanish() {
    auto go = [this]() -> Task<void> {
        state_->tunnel.client_ended = true;
        state_->cancel.cancel();
        co_return;
    };
    state_->run(go());
}

TestMessage TestWebSocket::receive(Duration within) {
    Result<TestMessage> message = state_->client.loop().run(state_->next(within));
    return message ? *std::move(message) : TestMessage{};
}

std::string TestWebSocket::receive_raw(Duration within) {
    wait(within);
    std::string bytes = std::exchange(state_->tunnel.from_server, {});
    auto take = [this]() -> Task<void> {
        Signal::give(state_->tunnel.server_writes);
        co_return;
    };
    state_->run(take());
    return bytes;
}

void TestWebSocket::wait(Duration time) {
    auto pass = [time]() -> Task<void> { co_await sleep(time); };
    state_->run(pass());
}

bool TestWebSocket::ended() const { return state_->ended; }

void TestWebSocket::drain() {
    auto stop = [this]() -> Task<void> {
        state_->tunnel.draining().cancel();
        co_return;
    };
    state_->run(stop());
}

}  // namespace kaon::inline v0
