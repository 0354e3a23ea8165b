// Descriptors over a Unix socket: cmsg(3), SCM_RIGHTS in unix(7).
#include <algorithm>
#include <cerrno>
#include <cstring>

#include <sys/socket.h>

#include "kaon/coro/time.hpp"
#include "kaon/runtime/detail/system_error.hpp"
#include "kaon/runtime/unix.hpp"

namespace kaon::inline v0::runtime {

using detail::Direction;
using detail::Pollable;

namespace {

constexpr std::size_t most_at_once = 253;  // SCM_MAX_FD of the kernel

// A message of one piece of bytes with room for the numbers of descriptors.
struct Message {
    // Without the padding behind them: the kernel would put one more there.
    explicit Message(std::size_t descriptors) : control(descriptors ? CMSG_LEN(descriptors * sizeof(int)) : 0) {}

    msghdr* about(char* bytes, std::size_t size) {
        piece = {bytes, size};
        header = {};
        header.msg_iov = &piece;
        header.msg_iovlen = 1;
        header.msg_control = control.empty() ? nullptr : control.data();
        header.msg_controllen = control.size();
        return &header;
    }

    std::vector<char> control;  // operator new aligns it for any cmsghdr
    iovec piece{};
    msghdr header{};
};

void put(Message& message, const std::vector<Fd>& descriptors) {
    cmsghdr* head = CMSG_FIRSTHDR(&message.header);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(descriptors.size() * sizeof(int));
    for (std::size_t i = 0; i < descriptors.size(); ++i) {
        const int number = descriptors[i].number();
        std::memcpy(CMSG_DATA(head) + i * sizeof number, &number, sizeof number);
    }
}

// `taken` has room for all of them: what is a number only would stay open.
void take(Message& message, std::vector<Fd>& taken) {
    for (cmsghdr* head = CMSG_FIRSTHDR(&message.header); head; head = CMSG_NXTHDR(&message.header, head)) {
        if (head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS) continue;
        const std::size_t count = (head->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t i = 0; i < count; ++i) {
            int number;
            std::memcpy(&number, CMSG_DATA(head) + i * sizeof number, sizeof number);
            taken.emplace_back(number);
        }
    }
}

}  // namespace

Task<void> UnixStream::write_with(std::string_view bytes, std::vector<Fd> descriptors) {
    if (bytes.empty()) co_await Error(Errc::invalid, "descriptors travel with at least one byte");
    if (descriptors.size() > most_at_once) co_await Error(Errc::too_large, "more than 253 descriptors at once");
    for (const Fd& descriptor : descriptors) {
        if (!descriptor) co_await Error(Errc::invalid, "a descriptor that is none");
    }
    Message message(descriptors.size());
    for (;;) {
        msghdr* header = message.about(const_cast<char*>(bytes.data()), bytes.size());
        if (!descriptors.empty()) put(message, descriptors);
        const ssize_t n = ::sendmsg(fd(), header, MSG_NOSIGNAL);
        if (n >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(n));
            break;
        }
        if (errno == EINTR) continue;
        if (errno != EAGAIN) co_await detail::socket_error(errno);
        co_await pollable().ready(Direction::writing);
    }
    descriptors.clear();
    co_await write_all(bytes);
}

Task<WithDescriptors> UnixStream::read_with(char* buffer, std::size_t size, std::size_t most) {
    if (pollable().due_to_yield()) co_await yield();
    most = std::min(most, most_at_once);
    Message message(most);
    WithDescriptors got;
    got.descriptors.reserve(most);
    for (;;) {
        msghdr* header = message.about(buffer, size);
        const ssize_t n = ::recvmsg(fd(), header, MSG_CMSG_CLOEXEC);
        if (n >= 0) {
            got.size = static_cast<std::size_t>(n);
            take(message, got.descriptors);
            // The kernel has closed what had no room.
            if (header->msg_flags & MSG_CTRUNC)
                co_return Error(Errc::too_large).with_detail("more descriptors than were asked for");
            co_return got;
        }
        if (errno == EINTR) continue;
        if (errno != EAGAIN) co_return detail::socket_error(errno);
        co_await pollable().ready(Direction::reading);
    }
}

}  // namespace kaon::inline v0::runtime
