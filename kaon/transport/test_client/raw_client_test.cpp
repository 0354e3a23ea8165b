// Reading responses in RawClient.
#include "kaon/transport/test_client/raw_client_test.hpp"

#include <algorithm>
#include <cctype>

namespace kaon::inline v0::transport::test_client {

Task<bool> RawClient::more() {
    char buffer[64 * 1024];
    Result<std::size_t> n =
        co_await attempt(tls_ ? tls_->read(buffer, sizeof buffer) : stream_->read(buffer, sizeof buffer));
    ended_politely_ = n && *n == 0;
    if (!n || *n == 0) co_return false;
    input_.append(buffer, *n);
    co_return true;
}

Task<std::string> RawClient::line() {
    std::size_t end;
    while ((end = input_.find("\r\n")) == std::string::npos) {
        if (!co_await more()) co_return Error(Errc::unavailable, "closed");
    }
    std::string text = input_.substr(0, end);
    input_.erase(0, end + 2);
    co_return text;
}

Task<bool> RawClient::take(std::string& body, std::uint64_t count) {
    while (count > 0) {
        if (input_.empty() && !co_await more()) co_return false;
        const std::size_t n = static_cast<std::size_t>(std::min<std::uint64_t>(count, input_.size()));
        if (count_only_) counted_ += n;
        else body.append(input_, 0, n);
        input_.erase(0, n);
        count -= n;
    }
    co_return true;
}

Task<RawResponse> RawClient::receive(bool head_only) {
    RawResponse response;
    for (;;) {
        Result<std::string> text = co_await attempt(line());
        if (!text) co_return response;
        if (text->empty()) break;
        if (!response.head.empty()) response.head += "\r\n";
        for (char c : *text) response.head += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    if (head_only || response.status() == 204 || response.status() == 304 || response.status() == 100) {
        response.complete = true;
        co_return response;
    }
    if (const auto at = response.head.find("content-length: "); at != std::string::npos) {
        response.complete = co_await take(response.body, std::stoull(response.head.substr(at + 16)));
        co_return response;
    }
    if (!response.has("chunked")) {
        response.body = co_await rest();
        response.complete = true;
        co_return response;
    }
    for (;;) {
        Result<std::string> size = co_await attempt(line());
        if (!size) co_return response;
        const std::uint64_t count = std::stoull(*size, nullptr, 16);
        if (!co_await take(response.body, count)) co_return response;
        if (!co_await attempt(line())) co_return response;
        if (count == 0) break;
    }
    response.complete = true;
    co_return response;
}

Task<std::string> RawClient::rest() {
    while (co_await more()) {
    }
    co_return std::exchange(input_, {});
}

}  // namespace kaon::inline v0::transport::test_client
