// What the requests of a client begin with.
#include "kaon/client/client.hpp"

#include "kaon/client/detail/curl_transport.hpp"
#include "kaon/client/detail/decoder.hpp"
#include "kaon/client/detail/handler_transport.hpp"
#include "kaon/client/detail/perform.hpp"
#include "kaon/client/detail/retry.hpp"

namespace kaon::inline v0 {

namespace {

std::shared_ptr<client::detail::Shared> share(ClientOptions options, std::shared_ptr<const client::Meters> meters,
                                              std::unique_ptr<client::detail::Transport> transport) {
    auto shared = std::make_shared<client::detail::Shared>();
    shared->meters = std::move(meters);
    if (auto base = client::detail::Url::parse(options.base_url)) shared->base = std::move(base).value();
    shared->budget = std::int64_t{options.retries.budget_reserve} * 100;
    shared->transport = std::move(transport);
    shared->options = std::move(options);
    return shared;
}

}  // namespace

Client::Client(ClientOptions options) {
    auto meters = std::make_shared<const client::Meters>();
    auto transport = std::make_unique<client::detail::CurlTransport>(options, meters);
    shared_ = share(std::move(options), std::move(meters), std::move(transport));
}

Client Client::answered_by(std::function<Task<http::Response>(http::Request&)> handler, ClientOptions options) {
    auto transport = std::make_unique<client::detail::HandlerTransport>(std::move(handler));
    return Client(share(std::move(options), std::make_shared<const client::Meters>(), std::move(transport)));
}

const client::Meters& Client::meters() const { return *shared_->meters; }

client::Request Client::start(http::Method method, Result<std::string> url) const {
    const ClientOptions& options = shared_->options;
    auto parts = std::make_unique<client::detail::Parts>();
    parts->shared = shared_;
    parts->method = method;
    if (url) parts->url = std::move(url).value();
    else parts->mistake = std::move(url).error();
    parts->headers.append("accept-encoding", client::detail::accepted_codings);
    parts->headers.append("user-agent", std::string_view(options.user_agent));
    parts->repeatable = client::detail::is_idempotent(method);
    parts->first_byte = options.first_byte_timeout;
    parts->idle = options.idle_timeout;
    parts->total = options.total_timeout;
    parts->content_bytes = options.content_bytes;
    parts->attempts = options.retries.attempts;
    return client::Request(std::unique_ptr<client::detail::Parts, client::detail::EndParts>(parts.release()));
}

}  // namespace kaon::inline v0
