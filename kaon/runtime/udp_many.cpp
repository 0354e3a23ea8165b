// Many datagrams with one system call: recvmmsg(2) and sendmmsg(2).
#include <algorithm>
#include <cerrno>
#include <vector>

#include <sys/socket.h>

#include "kaon/coro/time.hpp"
#include "kaon/runtime/detail/system_error.hpp"
#include "kaon/runtime/udp.hpp"

namespace kaon::inline v0::runtime {

using detail::Direction;

namespace {
constexpr std::size_t most_received = 1024;  // UIO_MAXIOV: the kernel takes no more
constexpr std::size_t largest_there_is = 65'535;  // a datagram's length is a number of 16 bits
constexpr std::size_t sent_at_once = 64;
}  // namespace

struct DatagramBatch::Room {
    Room(std::size_t count, std::size_t each)
        : largest(each), bytes(count * each), messages(count), pieces(count), addresses(count), received(count) {
        for (std::size_t i = 0; i < count; ++i) {
            pieces[i] = {bytes.data() + i * largest, largest};
            messages[i].msg_hdr.msg_iov = &pieces[i];
            messages[i].msg_hdr.msg_iovlen = 1;
            messages[i].msg_hdr.msg_name = &addresses[i];
        }
    }
    std::span<const ReceivedDatagram> show(std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            const msghdr& header = messages[i].msg_hdr;
            const std::size_t size = std::min<std::size_t>(messages[i].msg_len, largest);
            received[i] = {.bytes = {bytes.data() + i * largest, size},
                           .truncated = (header.msg_flags & MSG_TRUNC) != 0,
                           .from = SocketAddress::from_system(&addresses[i], header.msg_namelen)};
        }
        return {received.data(), count};
    }

    const std::size_t largest;
    std::vector<char> bytes;
    std::vector<mmsghdr> messages;
    std::vector<iovec> pieces;
    std::vector<sockaddr_storage> addresses;
    std::vector<ReceivedDatagram> received;
};

DatagramBatch::DatagramBatch(std::size_t count, std::size_t largest)
    : room_(std::make_unique<Room>(std::clamp<std::size_t>(count, 1, most_received),
                                   std::clamp<std::size_t>(largest, 1, largest_there_is))) {}
DatagramBatch::DatagramBatch(DatagramBatch&&) noexcept = default;
DatagramBatch::~DatagramBatch() = default;

Task<std::span<const ReceivedDatagram>> UdpSocket::receive_many(DatagramBatch& batch) {
    if (socket_->due_to_yield()) co_await yield();
    DatagramBatch::Room& room = *batch.room_;
    for (;;) {
        for (mmsghdr& message : room.messages) message.msg_hdr.msg_namelen = sizeof(sockaddr_storage);
        const int n = ::recvmmsg(fd(), room.messages.data(), static_cast<unsigned>(room.messages.size()), 0, nullptr);
        if (n > 0) co_return room.show(static_cast<std::size_t>(n));
        if (errno == EINTR) continue;
        if (errno != EAGAIN) co_return detail::socket_error(errno);
        co_await socket_->ready(Direction::reading);
    }
}

Task<void> UdpSocket::send_many(std::span<const OutgoingDatagram> datagrams) {
    while (!datagrams.empty()) {
        if (socket_->due_to_yield()) co_await yield();
        mmsghdr messages[sent_at_once] = {};
        iovec pieces[sent_at_once];
        const std::size_t count = std::min(datagrams.size(), sent_at_once);
        for (std::size_t i = 0; i < count; ++i) {
            const OutgoingDatagram& next = datagrams[i];
            pieces[i] = {const_cast<char*>(next.bytes.data()), next.bytes.size()};
            messages[i].msg_hdr.msg_iov = &pieces[i];
            messages[i].msg_hdr.msg_iovlen = 1;
            if (next.to.system_size() == 0) continue;
            messages[i].msg_hdr.msg_name = const_cast<void*>(next.to.system());
            messages[i].msg_hdr.msg_namelen = next.to.system_size();
        }
        const int n = ::sendmmsg(fd(), messages, static_cast<unsigned>(count), MSG_NOSIGNAL);
        if (n >= 0) datagrams = datagrams.subspan(static_cast<std::size_t>(n));
        else if (errno == EAGAIN) co_await socket_->ready(Direction::writing);
        else if (errno != EINTR) co_await detail::socket_error(errno);
    }
}

}  // namespace kaon::inline v0::runtime
