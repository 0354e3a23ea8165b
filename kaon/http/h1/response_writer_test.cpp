// The heads of responses: framing by status, method and version; what a response must not say itself.
#include <string>

#include <gtest/gtest.h>

#include "kaon/http/h1/response_writer.hpp"

using namespace kaon;
using namespace kaon::http::h1;
using http::Body;
using http::Method;
using http::Status;
using http::Version;

namespace {

constexpr std::string_view date = "Sun, 06 Nov 1994 08:49:37 GMT";

class Endless final : public http::BodySource {
    Task<std::optional<std::string_view>> read() override { co_return "x"; }
};
Endless endless;

// The head without status line and Date, one line each, then how the content follows.
std::string write(http::Response response, HeadOptions options = {}) {
    options.date = date;
    ByteBuffer out;
    const ContentFraming framing = write_head(out, response, options);
    std::string text(out.view());
    EXPECT_TRUE(text.starts_with("HTTP/1.1 ")) << text;
    EXPECT_TRUE(text.ends_with("\r\n\r\n")) << text;
    text = text.substr(text.find("\r\n") + 2);
    const std::string date_line = "date: " + std::string(date) + "\r\n";
    const std::size_t at = text.find(date_line);
    EXPECT_EQ(at == std::string::npos, http::code(response.status) < 200) << text;
    if (at != std::string::npos) text.erase(at, date_line.size());
    text.resize(text.size() - 2);
    constexpr std::string_view names[] = {"none", "length", "chunked", "until_close"};
    return text.append(names[static_cast<int>(framing)]);
}

}  // namespace

TEST(response_writer, writes_a_plain_response_exactly) {
    http::Response response{.body = Body("Hello")};
    response.headers.set("content-type", "text/plain");
    ByteBuffer out;
    EXPECT_EQ(write_head(out, response, {.date = date}), ContentFraming::length);
    EXPECT_EQ(out.view(), "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 5\r\n"
                          "date: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n");
    out.clear();
    write_head(out, {.status = Status::not_found}, {.date = date});
    EXPECT_TRUE(out.view().starts_with("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n")) << out.view();
    out.clear();
    write_head(out, {.status = static_cast<Status>(299)}, {.date = date});
    EXPECT_TRUE(out.view().starts_with("HTTP/1.1 299 Status\r\n")) << out.view();
}

TEST(response_writer, frames_by_body_method_and_version) {
    const auto stream = [](std::optional<std::uint64_t> size = {}) {
        return http::Response{.body = Body::stream(endless, size)};
    };
    EXPECT_EQ(write({}), "content-length: 0\r\nlength");
    EXPECT_EQ(write({.body = Body(std::string(1234567, 'x'))}), "content-length: 1234567\r\nlength");
    EXPECT_EQ(write(stream(UINT64_MAX)), "content-length: 18446744073709551615\r\nlength");
    EXPECT_EQ(write(stream()), "transfer-encoding: chunked\r\nchunked");
    EXPECT_EQ(write(stream(), {.version = Version::http_1_0}), "connection: close\r\nuntil_close");
    EXPECT_EQ(write({}, {.version = Version::http_1_0}), "content-length: 0\r\nconnection: keep-alive\r\nlength");
    EXPECT_EQ(write({}, {.version = Version::http_1_0, .keep_alive = false}),
              "content-length: 0\r\nconnection: close\r\nlength");
    EXPECT_EQ(write({}, {.keep_alive = false}), "content-length: 0\r\nconnection: close\r\nlength");
    EXPECT_EQ(write({.body = Body("abc")}, {.method = Method::head}), "content-length: 3\r\nnone");
    EXPECT_EQ(write(stream(), {.method = Method::head}), "none");
}

TEST(response_writer, sends_no_content_where_there_must_be_none) {
    const auto with = [](Status status) { return http::Response{.status = status, .body = Body("abc")}; };
    EXPECT_EQ(write(with(Status::no_content)), "none");
    EXPECT_EQ(write(with(Status::not_modified)), "none");
    EXPECT_EQ(write(with(Status::early_hints)), "none");
    EXPECT_EQ(write(with(Status::reset_content)), "content-length: 0\r\nnone");
    EXPECT_EQ(write(with(Status::ok), {.method = Method::connect}), "none");
    EXPECT_EQ(write(with(Status::bad_request), {.method = Method::connect}), "content-length: 3\r\nlength");
}

TEST(response_writer, drops_what_the_response_says_of_framing_and_connection) {
    http::Response response{.body = Body("abc")};
    for (std::string_view name :
         {"Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "Date", "Proxy-Connection"}) {
        response.headers.append_copy(name, "17");
    }
    response.headers.set("x", "y");
    EXPECT_EQ(write(std::move(response)), "x: y\r\ncontent-length: 3\r\nlength");
}

TEST(response_writer, keeps_the_length_that_a_head_response_announces) {
    http::Response response;
    response.headers.set("content-length", "99");
    EXPECT_EQ(write(std::move(response), {.method = Method::head}), "content-length: 99\r\nnone");
    http::Response odd;
    odd.headers.set("content-length", "9x");
    EXPECT_EQ(write(std::move(odd), {.method = Method::head}), "content-length: 0\r\nnone");
}

TEST(response_writer, announces_an_upgrade) {
    http::Response response{.status = Status::switching_protocols};
    response.headers.set("upgrade", "websocket");
    EXPECT_EQ(write(std::move(response), {.keep_alive = false}), "upgrade: websocket\r\nconnection: upgrade\r\nnone");
}

TEST(response_writer, ends_chunks_with_trailers) {
    http::Headers trailers;
    trailers.set("content-digest", "sha-256=:x:");
    trailers.set("content-length", "7");
    trailers.append_copy("a", "");
    ByteBuffer out;
    write_last_chunk(out, &trailers);
    EXPECT_EQ(out.view(), "0\r\ncontent-digest: sha-256=:x:\r\na: \r\n\r\n");
    out.clear();
    trailers.append_copy("b", "x\r\nc: d");
    write_last_chunk(out, &trailers);
    EXPECT_EQ(out.view(), "0\r\n\r\n") << "broken fields are not sent";
}

TEST(response_writer, writes_chunks_and_interim_responses) {
    ByteBuffer out;
    write_chunk(out, "hello");
    write_chunk(out, "");
    write_chunk(out, std::string(0x1af, 'x'));
    write_last_chunk(out);
    EXPECT_EQ(out.view(), "5\r\nhello\r\n1af\r\n" + std::string(0x1af, 'x') + "\r\n0\r\n\r\n");
    out.clear();
    write_continue(out);
    EXPECT_EQ(out.view(), "HTTP/1.1 100 Continue\r\n\r\n");
}
