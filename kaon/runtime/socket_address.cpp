// Conversion between SocketAddress and the system's structures.
#include "kaon/runtime/socket_address.hpp"

#include <cstddef>
#include <cstring>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

namespace kaon::inline v0::runtime {

static_assert(sizeof(sockaddr_storage) <= 128 && sizeof(sockaddr_un) <= 128);

Result<SocketAddress> SocketAddress::parse(std::string_view host, std::uint16_t port) {
    const std::string text(host == "localhost" ? "127.0.0.1" : host);
    sockaddr_in v4{.sin_family = AF_INET, .sin_port = htons(port)};
    if (inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1) return from_system(&v4, sizeof v4);
    sockaddr_in6 v6{.sin6_family = AF_INET6, .sin6_port = htons(port)};
    if (inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr) == 1) return from_system(&v6, sizeof v6);
    return Error(Errc::invalid, "not a numeric address").with_detail(host);
}

Result<SocketAddress> SocketAddress::unix_path(std::string_view path) {
    sockaddr_un address{.sun_family = AF_UNIX};
    if (path.empty() || path.size() >= sizeof address.sun_path)
        return Error(Errc::invalid, "the path of a Unix socket has 1 to 107 bytes").with_detail(path);
    if (path.find('\0') != path.npos) return Error(Errc::invalid, "the path of a Unix socket has a zero byte");
    std::memcpy(address.sun_path, path.data(), path.size());
    std::size_t size = offsetof(sockaddr_un, sun_path) + path.size();
    if (path.front() == '@') address.sun_path[0] = '\0';  // ends with its size
    else ++size;
    return from_system(&address, static_cast<std::uint32_t>(size));
}

SocketAddress SocketAddress::from_system(const void* address, std::uint32_t size) {
    SocketAddress result;
    result.size_ = size < sizeof result.bytes_ ? size : sizeof result.bytes_;
    std::memcpy(result.bytes_, address, result.size_);
    return result;
}

SocketAddress SocketAddress::local(int fd) {
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    if (getsockname(fd, reinterpret_cast<sockaddr*>(&storage), &size) != 0) return {};
    return from_system(&storage, size);
}

SocketAddress SocketAddress::peer(int fd) {
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    if (getpeername(fd, reinterpret_cast<sockaddr*>(&storage), &size) != 0) return {};
    return from_system(&storage, size);
}

bool operator==(const SocketAddress& a, const SocketAddress& b) {
    return a.size_ == b.size_ && std::memcmp(a.bytes_, b.bytes_, a.size_) == 0;
}

int SocketAddress::family() const { return size_ ? reinterpret_cast<const sockaddr*>(bytes_)->sa_family : AF_UNSPEC; }

std::uint16_t SocketAddress::port() const {
    if (family() == AF_INET) return ntohs(reinterpret_cast<const sockaddr_in*>(bytes_)->sin_port);
    if (family() == AF_INET6) return ntohs(reinterpret_cast<const sockaddr_in6*>(bytes_)->sin6_port);
    return 0;
}

SocketAddress SocketAddress::with_port(std::uint16_t port) const {
    SocketAddress changed = *this;
    if (family() == AF_INET) reinterpret_cast<sockaddr_in*>(changed.bytes_)->sin_port = htons(port);
    if (family() == AF_INET6) reinterpret_cast<sockaddr_in6*>(changed.bytes_)->sin6_port = htons(port);
    return changed;
}

void SocketAddress::mapped(std::uint8_t (&out)[16]) const {
    std::memset(out, 0, sizeof out);
    if (family() == AF_INET) {
        out[10] = out[11] = 0xff;
        std::memcpy(out + 12, &reinterpret_cast<const sockaddr_in*>(bytes_)->sin_addr, 4);
    } else if (family() == AF_INET6) {
        std::memcpy(out, &reinterpret_cast<const sockaddr_in6*>(bytes_)->sin6_addr, 16);
    }
}

std::string SocketAddress::text() const {
    char buffer[INET6_ADDRSTRLEN] = {};
    if (family() == AF_INET) {
        inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(bytes_)->sin_addr, buffer, sizeof buffer);
        return std::string(buffer) + ":" + std::to_string(port());
    }
    if (family() == AF_INET6) {
        inet_ntop(AF_INET6, &reinterpret_cast<const sockaddr_in6*>(bytes_)->sin6_addr, buffer, sizeof buffer);
        return "[" + std::string(buffer) + "]:" + std::to_string(port());
    }
    constexpr std::size_t before = offsetof(sockaddr_un, sun_path);
    const char* path = reinterpret_cast<const sockaddr_un*>(bytes_)->sun_path;
    if (size_ <= before) return "unix:";
    if (*path == '\0') return "unix:@" + std::string(path + 1, size_ - before - 1);
    return "unix:" + std::string(path, ::strnlen(path, size_ - before));
}

}  // namespace kaon::inline v0::runtime
