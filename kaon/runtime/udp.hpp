// UdpSocket: datagrams, each whole or not at all.
//
//   UdpSocket socket = co_await UdpSocket::bind(co_await SocketAddress::parse("127.0.0.1", 0));
//   co_await socket.send_to("ping", peer);
//   char buffer[1500];
//   const Datagram got = co_await socket.receive_from(buffer, sizeof buffer);
//
//   UdpSocket server = co_await UdpSocket::connect(address);      // one peer: send() and receive()
//
//   DatagramBatch batch(64);                                      // many with one system call
//   for (const ReceivedDatagram& got : co_await socket.receive_many(batch)) ...
//
// One Task sends and one receives at a time. Threads: belongs to the core on which it waits first. Errors:
// Errc::too_large for what does not fit into a datagram, Errc::unavailable with the system's words (nobody listens at a
// connected peer), Errc::conflict for an address in use, Errc::cancelled.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "kaon/runtime/detail/pollable.hpp"
#include "kaon/runtime/socket_address.hpp"

namespace kaon::inline v0::runtime {

struct Datagram {
    std::size_t size = 0;  // of what was sent; the buffer has its beginning when it is smaller
    bool truncated = false;
    SocketAddress from;
};

struct ReceivedDatagram {
    std::string_view bytes;  // in the batch, until it receives again
    bool truncated = false;
    SocketAddress from;
};

// Room for many datagrams, to be used again and again.
class DatagramBatch {
public:
    // Errors: none; `count` and `largest` are at least 1, `count` at most 1024, `largest` at most 65,535.
    explicit DatagramBatch(std::size_t count, std::size_t largest = 1500);
    DatagramBatch(DatagramBatch&&) noexcept;
    ~DatagramBatch();

private:
    friend class UdpSocket;
    struct Room;
    std::unique_ptr<Room> room_;
};

struct OutgoingDatagram {
    std::string_view bytes;
    SocketAddress to = {};  // none: the connected peer
};

class UdpSocket {
public:
    // Port 0: any.
    static Result<UdpSocket> bind(const SocketAddress& address);
    // From any port of ours to that peer, and only from it.
    static Result<UdpSocket> connect(const SocketAddress& peer);

    Task<void> send_to(std::string_view bytes, SocketAddress to);
    Task<Datagram> receive_from(char* buffer, std::size_t size);
    // After connect().
    Task<void> send(std::string_view bytes);
    Task<Datagram> receive(char* buffer, std::size_t size) { return receive_from(buffer, size); }

    // All that wait, as many as the batch has room for; waits for the first one only (recvmmsg(2)).
    Task<std::span<const ReceivedDatagram>> receive_many(DatagramBatch& batch);
    // In order, with a system call for 64 of them (sendmmsg(2)). What they name outlives the call. Errors: those before
    // the one that failed are sent.
    Task<void> send_many(std::span<const OutgoingDatagram> datagrams);

    // Whether datagrams to a broadcast address may be sent. Errors: Errc::unavailable.
    Result<> allow_broadcast();
    // Gets what is sent to the group, on the interface that routing chooses. Errors: Errc::invalid for an address that
    // is no group's, otherwise Errc::unavailable.
    Result<> join_group(const SocketAddress& group);
    SocketAddress address() const { return SocketAddress::local(socket_->fd()); }
    int fd() const { return socket_->fd(); }

private:
    explicit UdpSocket(Fd fd) : socket_(std::make_unique<detail::Pollable>(std::move(fd))) {}
    std::unique_ptr<detail::Pollable> socket_;
};

}  // namespace kaon::inline v0::runtime
