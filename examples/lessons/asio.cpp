// A library that was made for Asio: its operations are awaited with `use_task`, and cancelled like anything else.
// Run with: cmake --build build/release --target lesson_asio && build/release/lessons/asio   (Debian: libasio-dev)
//
// $ asio
// 20.0 degrees
// 20.5 degrees
// 21.0 degrees
// $ asio --patience-ms 1 --slow; echo "status $?"
// asio: the thermometer does not answer...
// status 1
#include <chrono>
#include <cstdio>

#include <asio/ip/udp.hpp>
#include <asio/steady_timer.hpp>

#include "kaon/asio/asio_thread.hpp"
#include "kaon/coro/scope.hpp"
#include "kaon/program/main.hpp"

using namespace kaon;
using asio::ip::udp;

struct Options {
    std::uint32_t patience_ms = 5000;
    bool slow = false;
};

// As a vendor ships it: it knows nothing of Kaon. One datagram asks, one answers with half degrees.
class Thermometer {
public:
    Thermometer(asio::io_context& context, udp::endpoint device) : socket_(context, udp::v4()) {
        socket_.connect(device);
        socket_.send(asio::buffer("?", 1));
    }
    template <class Token>
    auto async_measure(unsigned char& half_degrees, Token&& token) {
        return socket_.async_receive(asio::buffer(&half_degrees, 1), std::forward<Token>(token));
    }

private:
    udp::socket socket_;
};

// The device itself, in the same program.
Task<void> be_a_thermometer(asio::io_context& context, udp::socket& socket, Options options) {
    for (unsigned char half_degrees = 40;; ++half_degrees) {
        char question;
        udp::endpoint from;
        co_await socket.async_receive_from(asio::buffer(&question, 1), from, use_task);
        asio::steady_timer warm_up(context, std::chrono::seconds(options.slow ? 3600 : 0));
        co_await warm_up.async_wait(use_task);
        co_await socket.async_send_to(asio::buffer(&half_degrees, 1), from, use_task);
    }
}

// snippet: measure
Task<double> measure(AsioThread& beside, udp::endpoint device, Duration patience) {
    Thermometer thermometer(beside.context(), device);
    unsigned char half_degrees = 0;
    Result<std::size_t> n = co_await attempt(timeout(patience, thermometer.async_measure(half_degrees, use_task)));
    if (!n) co_return Error(Errc::timeout, "the thermometer does not answer").with_cause(std::move(n).error());
    co_return half_degrees / 2.0;
}
// end

Task<void> run(Options options) {
    AsioThread beside;  // a thread runs the context; Tasks stay on their core
    udp::socket device(beside.context(), udp::endpoint(asio::ip::address_v4::loopback(), 0));
    co_await scope([&](Scope& scope) -> Task<void> {
        scope.spawn(be_a_thermometer(beside.context(), device, options));
        for (int i = 0; i < 3; ++i) {
            const Duration patience = Duration::milliseconds(options.patience_ms);
            const double degrees = co_await measure(beside, device.local_endpoint(), patience);
            std::printf("%.1f degrees\n", degrees);
        }
        scope.cancel();
    });
}

int main(int argc, char** argv) {
    return kaon::main(argc, argv, run, {.name = "asio", .about = "Asks a thermometer through a library for Asio."});
}
