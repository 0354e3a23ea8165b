// client::Response: the head of another server's answer, and its content, read as it comes.
//
//   client::Response answer = co_await client.get("https://api.example/report").send();
//   if (answer.status() == http::Status::not_found) co_return std::nullopt;
//   co_await answer.error_for_status();                       // everything but 2xx ends the Task: client::Answered
//   while (auto piece = co_await answer.read()) ...           // at our pace: what is not read stays with the sender
//   Report report = co_await answer.json<Report>();           // or all of it at once
//
// Content is decoded (gzip, br, zstd) and limited (ClientOptions::content_bytes). Its end, or the Response's, ends the
// exchange. Errors: ClientErrc. Threads: the core that has sent the request.
#pragma once

#include <string>

#include "kaon/client/error.hpp"
#include "kaon/http/message.hpp"
#include "kaon/json/read.hpp"

namespace kaon::inline v0::client {

class Response {
public:
    http::Status status() const { return head_.status; }
    int code() const { return http::code(head_.status); }
    bool ok() const { return code() >= 200 && code() < 300; }
    http::Version version() const { return version_; }
    const http::Headers& headers() const { return head_.headers; }
    // Empty when there is no such field.
    std::string_view header(std::string_view name) const [[clang::lifetimebound]] {
        return head_.headers.get(name).value_or(std::string_view());
    }
    // Where it came from, after redirects; without user information.
    const std::string& url() const { return url_; }

    // Errors: client::answered(status) for everything but 200 to 299.
    Result<> error_for_status() const;

    // The next piece, valid until the next call; nothing at the end.
    Task<std::optional<std::string_view>> read() { return head_.body.read(); }
    Task<std::string> text();
    template <class T>
    Task<T> json() {
        const std::string all = co_await text();
        Result<T> value = json::read<T>(all);
        if (!value) co_return unreadable(std::move(value).error());
        co_return std::move(value);
    }
    // To be handed on, to a file or as the content of a response of ours.
    http::Body& body() { return head_.body; }

    // Internal: for what sends requests.
    Response(http::Response head, http::Version version, std::string url, std::string about)
        : head_(std::move(head)), version_(version), url_(std::move(url)), about_(std::move(about)) {}

private:
    Error unreadable(Error cause) const;

    http::Response head_;
    http::Version version_;
    std::string url_;
    std::string about_;  // method and place, for errors
};

}  // namespace kaon::inline v0::client
