// PeerConnection: what a server's core knows of a connection, whatever protocol it speaks.
//
//   class Connection final : public PeerConnection { ... };
//   server.replace(*this, make_h2_connection(...));     // the peer goes on in another protocol
//
// Threads: its core's own. Lifetime: the core's list owns it; retire() and replace() end it after the present turn.
#pragma once

#include <new>

#include "kaon/base/duration.hpp"
#include "kaon/http/message.hpp"

namespace kaon::inline v0::transport::detail {

class PeerConnection {
public:
    explicit PeerConnection(const http::Peer& peer) : peer_(peer) {}
    virtual ~PeerConnection() = default;
    PeerConnection(const PeerConnection&) = delete;
    PeerConnection& operator=(const PeerConnection&) = delete;

    // Starts to watch its descriptor, and takes what was read before. Errors: the reactor's.
    virtual Result<> open() = 0;
    // From the sweep, once a second.
    virtual void check_deadline(Instant now) = 0;
    // No more requests: an idle one closes now, others after what runs.
    virtual void drain() = 0;
    // Ends whatever runs: the drain deadline has passed.
    virtual void abort() = 0;
    // What runs ignores that it was aborted: its peer is let go all the same. What runs is not touched.
    virtual void give_up() {}

    // The path of a request that is being handled, for a report; empty when none is.
    virtual std::string_view running() const { return {}; }

    const http::Peer& peer() const { return peer_; }
    // The server is full: the first request is answered with 503, and that is all.
    bool over_capacity() const { return over_capacity_; }

protected:
    const http::Peer peer_;

private:
    friend class ServerCore;
    PeerConnection* next_ = nullptr;  // the core's list
    PeerConnection* previous_ = nullptr;
    PeerConnection* next_retired_ = nullptr;  // apart from next_: whoever walks the list may stand on one that closes
    bool over_capacity_ = false;
};

// Memory that cannot be had ends what this connection does, and nothing else.
template <class F>
void or_abort(PeerConnection& connection, F step) {
    try {
        step();
    } catch (const std::bad_alloc&) {
        connection.abort();
    }
}

}  // namespace kaon::inline v0::transport::detail
