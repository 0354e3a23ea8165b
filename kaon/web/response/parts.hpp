// Parts of responses: Html, NoContent, SetHeader, SetCookie, Streamed; combined by a tuple or pair, the body last.
//
//   Html page() { return {render()}; }
//   std::tuple<http::Status, SetCookie, Json<User>> login(...) {
//       return {http::Status::ok, {.name = "sid", ...}, user};
//   }
//   Streamed rows(...) { return {make_rows(), "text/csv; charset=utf-8"}; }
//
// A header or cookie that could break the response is a 500, never sent. Threads: values.
#pragma once

#include "kaon/http/cookie.hpp"
#include "kaon/web/respond.hpp"

namespace kaon::inline v0 {

struct Html {
    std::string text;
};
struct NoContent {};
// Replaces the fields of that name.
struct SetHeader {
    http::FieldName name;
    std::string value;
};
using SetCookie = http::SetCookie;
// Sent as it is made; the generator owns what it reads, since the request is gone by then.
struct Streamed {
    Stream<std::string> pieces;
    http::StaticFieldValue content_type = "application/octet-stream";
};

void write_response(http::Response& out, Request&, Html&& html);
void write_response(http::Response& out, Request&, NoContent&&);
void write_response(http::Response& out, Request&, SetHeader&& header);
Result<> write_response(http::Response& out, Request&, SetCookie&& cookie);
void write_response(http::Response& out, Request&, Streamed&& streamed);

}  // namespace kaon::inline v0
