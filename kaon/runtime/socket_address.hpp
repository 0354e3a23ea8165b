// SocketAddress: an IPv4 or IPv6 address with a port, or the path of a Unix socket.
//
//   Result<SocketAddress> a = SocketAddress::parse("127.0.0.1", 3000);   // numbers only, no look-up
//   SocketAddress::unix_path("/run/app.sock")
//
// Threads: a value.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "kaon/base/fd.hpp"
#include "kaon/base/result.hpp"

namespace kaon::inline v0::runtime {

class SocketAddress {
public:
    SocketAddress() = default;
    // Errors: Errc::invalid for anything but a numeric address or "localhost".
    static Result<SocketAddress> parse(std::string_view host, std::uint16_t port);
    // "@name" is a name without a file (unix(7), "Abstract sockets").
    static Result<SocketAddress> unix_path(std::string_view path);
    static SocketAddress from_system(const void* address, std::uint32_t size);
    // Of a bound socket, and of the other end of a connected one; family() is 0 where there is none.
    static SocketAddress local(int fd);
    static SocketAddress peer(int fd);

    const void* system() const { return bytes_; }
    std::uint32_t system_size() const { return size_; }
    int family() const;
    std::uint16_t port() const;
    SocketAddress with_port(std::uint16_t port) const;
    // The 16 bytes of an IPv6 address, IPv4 mapped into it; zeros for a Unix socket.
    void mapped(std::uint8_t (&out)[16]) const;
    friend bool operator==(const SocketAddress& a, const SocketAddress& b);
    std::string text() const;  // "127.0.0.1:3000", "[::1]:3000", "unix:/run/app.sock"

private:
    alignas(8) unsigned char bytes_[128]{};
    std::uint32_t size_ = 0;
};

}  // namespace kaon::inline v0::runtime
