// CauseLog: reports what peers do wrong, each cause when it shows up and then once a minute with a count: a scanner's
// thousand bad handshakes are two lines.
//
//   log.tell("TLS handshake failed", "wrong version number", reactor.now());
//
// Threads: one core's own. Causes beyond the first 32 share one place.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kaon/base/duration.hpp"

namespace kaon::inline v0::transport::detail {

class CauseLog {
public:
    void tell(std::string_view what, std::string_view cause, Instant now);

private:
    struct Entry {
        std::string cause;
        Instant again;            // not before
        std::uint64_t unsaid = 0;
    };
    std::vector<Entry> entries_;
};

}  // namespace kaon::inline v0::transport::detail
