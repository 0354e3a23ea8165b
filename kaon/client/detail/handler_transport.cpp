// An exchange without a socket: the request as a server would see it, and its response as content to pull.
#include "kaon/client/detail/handler_transport.hpp"

namespace kaon::inline v0::client::detail {

namespace {

// What handler and reader share; ends with the content of the reply.
class Conversation final : public http::BodySource {
public:
    explicit Conversation(std::shared_ptr<Outgoing> out) : out_(std::move(out)), sent_(*out_), authority_(host()) {
        request.method = out_->method;
        request.method_text = http::text(out_->method);
        request.target = out_->url.target;
        const std::size_t mark = request.target.find('?');
        request.path = request.target.substr(0, mark);
        if (mark != std::string_view::npos) request.query = request.target.substr(mark + 1);
        request.authority = authority_;
        request.headers.append("host", authority_);
        for (const auto& [name, value] : out_->headers) request.headers.append_copy(name, value);
        if (out_->body) add_content();
    }

    Task<std::optional<std::string_view>> read() override { return response.body.read(); }

    http::Request request;
    http::Response response;

private:
    // Content that is read once: noted, as a connection would.
    class Sent final : public http::BodySource {
    public:
        explicit Sent(Outgoing& out) : out_(out) {}
        Task<std::optional<std::string_view>> read() override {
            auto piece = co_await out_.body->read();
            out_.touched = (co_await current_context()).core->now();
            co_return piece;
        }

    private:
        Outgoing& out_;
    };

    std::string host() const { return out_->url.authority(); }
    void add_content() {
        const std::optional<std::uint64_t> size = out_->body->size();
        if (size) request.headers.append("content-length", std::to_string(*size));
        else request.headers.append("transfer-encoding", "chunked");
        if (auto bytes = out_->body->bytes()) {
            request.body = http::Body::borrowed(*bytes);
        } else {
            out_->started = true;
            request.body = http::Body::stream(sent_, size);
        }
    }

    std::shared_ptr<Outgoing> out_;
    Sent sent_;
    std::string authority_;
};

}  // namespace

Task<Reply> HandlerTransport::send(std::shared_ptr<Outgoing> out) {
    const bool is_head = out->method == http::Method::head;
    auto conversation = std::make_unique<Conversation>(std::move(out));
    conversation->response = co_await handler_(conversation->request);
    http::Response& response = conversation->response;
    Reply reply{.status = response.status, .headers = response.headers.copy()};
    if (is_head || http::has_no_content(response.status)) co_return reply;
    const std::optional<std::uint64_t> size = response.body.size();
    if (size && !reply.headers.has("content-length")) reply.headers.set("content-length", std::to_string(*size));
    reply.content = http::Body::stream(std::move(conversation), size);
    co_return reply;
}

}  // namespace kaon::inline v0::client::detail
