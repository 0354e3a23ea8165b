// StreamSocket: what TCP and Unix connections have in common: bytes both ways, in order.
//
//   char buffer[4096];
//   while (std::size_t n = co_await peer.read(buffer, sizeof buffer)) co_await peer.write_all({buffer, n});
//
//   auto [reader, writer] = std::move(peer).split();             // for two Tasks
//   co_await when_all(hear(std::move(reader)), talk(std::move(writer)));
//
// Each direction is one Task's at a time (Errc::conflict for a second one). Where the peer neither stops sending nor
// reads slowly, others get a turn every 64 calls. Threads: belongs to the core on which it waits first.
// Errors: Errc::unavailable with the system's words in the detail (reset, broken pipe), Errc::cancelled.
#pragma once

#include <memory>
#include <span>

#include "kaon/runtime/byte_stream.hpp"
#include "kaon/runtime/detail/pollable.hpp"
#include "kaon/runtime/socket_address.hpp"

namespace kaon::inline v0::runtime {

class ReadHalf final : public ByteReader {
public:
    Task<std::size_t> read(char* buffer, std::size_t size) override;

private:
    friend class StreamSocket;
    explicit ReadHalf(std::shared_ptr<detail::Pollable> socket) : socket_(std::move(socket)) {}
    std::shared_ptr<detail::Pollable> socket_;
};

// Its end tells the peer that nothing more comes.
class WriteHalf final : public ByteWriter {
public:
    WriteHalf(WriteHalf&&) noexcept = default;
    WriteHalf& operator=(WriteHalf&&) noexcept;
    ~WriteHalf() override;

    Task<void> write_all(std::string_view bytes) override;
    Task<void> write_all(std::span<const std::string_view> pieces);

private:
    friend class StreamSocket;
    explicit WriteHalf(std::shared_ptr<detail::Pollable> socket) : socket_(std::move(socket)) {}
    std::shared_ptr<detail::Pollable> socket_;
};

class StreamSocket : public ByteReader, public ByteWriter {
public:
    struct Halves {
        ReadHalf reader;
        WriteHalf writer;
    };

    Task<std::size_t> read(char* buffer, std::size_t size) override;
    Task<void> write_all(std::string_view bytes) override;
    // One after the other, with as few system calls as they allow (sendmsg(2)). All of it outlives the call.
    Task<void> write_all(std::span<const std::string_view> pieces);
    // The peer reads to its end; reading goes on.
    void shutdown_write();
    Halves split() &&;

    SocketAddress local_address() const { return SocketAddress::local(fd()); }
    SocketAddress peer_address() const { return SocketAddress::peer(fd()); }
    int fd() const { return socket_->fd(); }

protected:
    explicit StreamSocket(Fd fd) : socket_(std::make_shared<detail::Pollable>(std::move(fd))) {}
    detail::Pollable& pollable() { return *socket_; }

private:
    std::shared_ptr<detail::Pollable> socket_;
};

}  // namespace kaon::inline v0::runtime
