// request_id: tells the client the request's id, the one that log and problem documents show.
//
//   layer(request_id())
//   layer(request_id({.incoming = IncomingId::accept}))     // behind a proxy of your own that sets it
//
// An incoming id is taken when it is 8 to 64 letters, digits, '-' or '_'; anything else is passed over. Threads: as a
// layer, every core at once.
#pragma once

#include "kaon/web/layer.hpp"

namespace kaon::inline v0 {

enum class IncomingId : std::uint8_t { ignore, accept };

struct RequestIdOptions {
    IncomingId incoming = IncomingId::ignore;
};

class RequestIdLayer {
public:
    explicit RequestIdLayer(RequestIdOptions options) : options_(options) {}
    Task<http::Response> operator()(Request& request, Next next) const;
    Result<> answer(Request& request, NextAtOnce next, http::Response& response) const;

private:
    void take_incoming(const Request& request) const;
    RequestIdOptions options_;
};

inline RequestIdLayer request_id(RequestIdOptions options = {}) { return RequestIdLayer(options); }

}  // namespace kaon::inline v0
