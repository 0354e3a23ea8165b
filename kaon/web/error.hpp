// WebErrc: what the web part itself refuses, and the statuses of errors.
//
// An Error becomes a response by its kind (Errc::not_found is 404, ...); the codes here say more exactly what is meant.
#pragma once

#include "kaon/base/error.hpp"
#include "kaon/http/status.hpp"

namespace kaon::inline v0 {

enum class WebErrc : std::uint8_t {
    method_not_allowed,
    not_acceptable,
    precondition_failed,
    range_not_satisfiable,
    length_required,
    cross_site,  // a request that another site made the browser send
    upgrade_required,  // a plain request where a WebSocket is opened
    websocket_closed,  // what is sent on one that has ended
    misdirected,  // for a host that this server does not answer for
};

CodeText describe(WebErrc code);

namespace web {
http::Status status_of(const Error& error);
}

}  // namespace kaon::inline v0
