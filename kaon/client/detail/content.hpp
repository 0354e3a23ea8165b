// Content: the content of an answer as its reader gets it: decoded, counted against its limit, in time.
//
//   Body body = Body::stream(std::make_unique<Content>(std::move(reply), rules, "GET https://api.example/a"));
//
// Errors: ClientErrc::too_large above the limit, ::timeout, ::malformed, ::broken. Threads: one core's own.
#pragma once

#include <memory>
#include <string>

#include "kaon/client/detail/decoder.hpp"
#include "kaon/client/detail/transport.hpp"
#include "kaon/client/error.hpp"

namespace kaon::inline v0::client::detail {

struct ContentRules {
    std::uint64_t limit;  // bytes, decoded
    Duration idle;        // zero: none
    Instant deadline = Instant::never();
    std::shared_ptr<const void> client;  // whose connections it comes over: they end with it
};

class Content final : public http::BodySource {
public:
    Content(http::Body raw, std::unique_ptr<Decoder> decoder, const ContentRules& rules, std::string about)
        : rules_(rules), raw_(std::move(raw)), decoder_(std::move(decoder)), about_(std::move(about)) {}
    Task<std::optional<std::string_view>> read() override;

private:
    Task<std::optional<std::string_view>> pull();
    Result<std::optional<std::string_view>> counted(std::string_view piece);
    Error about(ClientErrc code, std::string_view why) const;

    ContentRules rules_;
    http::Body raw_;
    std::unique_ptr<Decoder> decoder_;
    std::string about_;
    std::uint64_t count_ = 0;
    bool ended_ = false;
};

}  // namespace kaon::inline v0::client::detail
