// One request as an Operation that the glue completes.
#include "kaon/browser/host/fetch_transport.hpp"

#include <cstdlib>

#include "kaon/browser/host/imports.hpp"
#include "kaon/browser/turn.hpp"

namespace kaon::inline v0::browser::host {

namespace {

// What the glue says instead of a status.
constexpr std::uint32_t no_answer = 0;
constexpr std::uint32_t over_limit = 1;

std::string write_fields(const std::vector<FetchField>& fields) {
    std::string text;
    for (const FetchField& field : fields) {
        if (!text.empty()) text += '\n';
        text.append(field.name).append(1, '\n').append(field.value);
    }
    return text;
}

std::string_view take_line(std::string_view& text) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    return line;
}

class HostFetch final : public Operation<FetchResponse> {
public:
    explicit HostFetch(const FetchRequest& request) : request_(request) {}

    void done(std::uint32_t outcome, std::string_view head, std::string_view body) {
        if (outcome == no_answer)
            return complete(Error(Errc::unavailable, "The server cannot be reached.").with_detail(head));
        if (outcome == over_limit) return complete(Error(Errc::too_large, "The answer is larger than the limit."));
        FetchResponse response{.status = static_cast<int>(outcome), .body = std::string(body)};
        while (!head.empty()) {
            const std::string_view name = take_line(head);
            response.fields.push_back({std::string(name), std::string(take_line(head))});
        }
        complete(std::move(response));
    }

private:
    Begun start(Core&) override {
        const std::string fields = write_fields(request_.fields);
        number_ = kaon_fetch_start(this, request_.method.data(), request_.method.size(), request_.url.data(),
                                   request_.url.size(), fields.data(), fields.size(), request_.body.data(),
                                   request_.body.size(), static_cast<double>(request_.body_limit));
        return Begun::waiting;
    }
    void stop() override { kaon_fetch_abort(number_); }

    const FetchRequest& request_;
    std::uint32_t number_ = 0;
};

}  // namespace

extern "C" KAON_EXPORT(fetch_done) void kaon_fetch_done(void* operation, std::uint32_t outcome, char* head,
                                                        std::size_t head_size, char* body, std::size_t body_size) {
    const Turn turn;
    static_cast<HostFetch*>(operation)->done(outcome, {head, head_size}, {body, body_size});
    std::free(head);
    std::free(body);
}

Task<FetchResponse> FetchTransport::send(FetchRequest request) { co_return co_await HostFetch(request); }

}  // namespace kaon::inline v0::browser::host

extern "C" KAON_EXPORT(allocate) void* kaon_allocate(std::size_t size) { return std::malloc(size); }
