// Texts and statuses of errors.
#include "kaon/web/error.hpp"

namespace kaon::inline v0 {

CodeText describe(WebErrc code) {
    switch (code) {
        case WebErrc::method_not_allowed:
            return {Errc::invalid, "method_not_allowed", "this resource does not know the method"};
        case WebErrc::not_acceptable:
            return {Errc::invalid, "not_acceptable", "none of the accepted types can be given"};
        case WebErrc::precondition_failed:
            return {Errc::conflict, "precondition_failed", "the resource has changed meanwhile"};
        case WebErrc::range_not_satisfiable: return {Errc::invalid, "range_not_satisfiable", "no such part"};
        case WebErrc::length_required:
            return {Errc::invalid, "length_required", "the length of the body must be known"};
        case WebErrc::cross_site: return {Errc::forbidden, "cross_site", "this request came from another site"};
        case WebErrc::upgrade_required:
            return {Errc::invalid, "upgrade_required", "this is a WebSocket: connect to it with one"};
        case WebErrc::websocket_closed: return {Errc::cancelled, "websocket_closed", "the connection has ended"};
        case WebErrc::misdirected: return {Errc::invalid, "misdirected", "this server does not answer for that host"};
    }
    return {Errc::internal, "web", "internal error"};
}

namespace web {

http::Status status_of(const Error& error) {
    using http::Status;
    if (error.is(WebErrc::method_not_allowed)) return Status::method_not_allowed;
    if (error.is(WebErrc::not_acceptable)) return Status::not_acceptable;
    if (error.is(WebErrc::precondition_failed)) return Status::precondition_failed;
    if (error.is(WebErrc::range_not_satisfiable)) return Status::range_not_satisfiable;
    if (error.is(WebErrc::length_required)) return Status::length_required;
    if (error.is(WebErrc::upgrade_required)) return Status::upgrade_required;
    if (error.is(WebErrc::misdirected)) return Status::misdirected_request;
    switch (error.kind()) {
        case Errc::internal: return Status::internal_server_error;
        case Errc::invalid: return Status::bad_request;
        case Errc::unprocessable: return Status::unprocessable_content;
        case Errc::unauthenticated: return Status::unauthorized;
        case Errc::forbidden: return Status::forbidden;
        case Errc::not_found: return Status::not_found;
        case Errc::conflict: return Status::conflict;
        case Errc::too_large: return Status::content_too_large;
        case Errc::unsupported_type: return Status::unsupported_media_type;
        case Errc::too_many: return Status::too_many_requests;
        case Errc::unavailable: return Status::service_unavailable;
        case Errc::timeout: return Status::service_unavailable;
        case Errc::cancelled: return Status::service_unavailable;
        case Errc::unimplemented: return Status::not_implemented;
    }
    return Status::internal_server_error;
}

}  // namespace web
}  // namespace kaon::inline v0
