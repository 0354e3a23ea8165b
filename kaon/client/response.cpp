// An answer's status as an error, and its content as a whole.
#include "kaon/client/response.hpp"

namespace kaon::inline v0::client {

Result<> Response::error_for_status() const {
    if (ok()) return {};
    return Error(answered(status()))
        .with_detail(about_ + " answered " + std::to_string(code()) + " " + std::string(http::phrase(status())));
}

// The limit is counted where the content is read, so that it holds for pieces as well.
Task<std::string> Response::text() { return head_.body.collect(UINT64_MAX); }

// That the content does not fit is the other server's fault: its misfits are for the log, not for our caller.
Error Response::unreadable(Error cause) const {
    return Error(ClientErrc::unreadable).with_detail(about_).with_cause(std::move(cause));
}

}  // namespace kaon::inline v0::client
