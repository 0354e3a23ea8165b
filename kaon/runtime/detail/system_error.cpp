// The table of errno.
#include "kaon/runtime/detail/system_error.hpp"

#include <cerrno>
#include <string>
#include <system_error>

namespace kaon::inline v0::runtime::detail {

namespace {

Error with_words(Errc code, int number, std::string_view about) {
    std::string detail(about);
    if (!about.empty()) detail += ": ";
    detail += std::generic_category().message(number);  // std::strerror is not for several threads
    return Error(code).with_detail(detail);
}

}  // namespace

Error socket_error(int number, std::string_view about) {
    switch (number) {
        case EADDRINUSE: return with_words(Errc::conflict, number, about);
        case EACCES:
        case EPERM: return with_words(Errc::forbidden, number, about);
        case EMSGSIZE: return with_words(Errc::too_large, number, about);
        default: return with_words(Errc::unavailable, number, about);
    }
}

Error system_error(int number, std::string_view about) {
    switch (number) {
        case ENOENT:
        case ENOTDIR: return with_words(Errc::not_found, number, about);
        case EACCES:
        case EPERM:
        case EROFS: return with_words(Errc::forbidden, number, about);
        case EEXIST:
        case ENOTEMPTY: return with_words(Errc::conflict, number, about);
        case E2BIG:
        case EFBIG: return with_words(Errc::too_large, number, about);
        case EINVAL:
        case ELOOP:
        case ENAMETOOLONG: return with_words(Errc::invalid, number, about);
        case EMFILE:
        case ENFILE:
        case ENOMEM:
        case EAGAIN:
        case ENOSPC:
        case EDQUOT: return with_words(Errc::unavailable, number, about);
        default: return with_words(Errc::internal, number, about);
    }
}

}  // namespace kaon::inline v0::runtime::detail
