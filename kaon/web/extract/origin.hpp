// Where a request comes from and what it is called: Peer, RequestId.
//
//   std::string whoami(Peer peer, RequestId id) { return peer->text() + " " + *id; }
//
// Errors: none, every request has them. Threads: the request's core.
#pragma once

#include "kaon/web/extractor.hpp"

namespace kaon::inline v0 {

// The other end of the connection, as the kernel reports it. Header fields count where layer(forwarded(...)) trusts the
// proxy that wrote them, and nowhere else.
class Peer {
public:
    const http::Peer* operator->() const { return &peer_; }
    const http::Peer& operator*() const { return peer_; }

    static bool extract(web::Call& call, Peer& out, std::size_t) {
        out.peer_ = call.request.peer();
        return true;
    }

private:
    http::Peer peer_;
};

// As the log and problem documents name the request.
class RequestId {
public:
    const std::string& operator*() const { return id_; }
    const std::string* operator->() const { return &id_; }

    static bool extract(web::Call& call, RequestId& out, std::size_t) {
        out.id_ = call.request.id();
        return true;
    }

private:
    std::string id_;
};

}  // namespace kaon::inline v0
