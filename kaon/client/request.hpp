// client::Request: an outgoing request that is being put together, and sent by what it ends with.
//
//   User user = co_await client.get("/users/{}", id).bearer(token).json<User>();
//   co_await client.post("/users").json(NewUser{"ada"}).succeed();
//   client::Response page = co_await client.get(url).header("accept", "text/html").timeout(5s).send();
//
// send() gives the answer whatever its status. What goes on to the content, json<T>(), text() and succeed(), wants one
// from 200 to 299: any other ends the Task with client::answered(status). A mistake made on the way is told by the last
// word. Errors: ClientErrc. Threads: one core's own. Lifetime: what is given is copied; the Task that the last word
// gives stands on its own.
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <utility>

#include "kaon/client/events.hpp"
#include "kaon/client/response.hpp"
#include "kaon/json/write.hpp"

namespace kaon::inline v0::client {

namespace detail {
struct Parts;
struct EndParts {
    void operator()(Parts* parts) const;
};
}  // namespace detail

class Request {
public:
    // Replaces one of that name. Not for fields of framing, nor for Host: those are ours (ClientErrc::misused).
    Request& header(std::string_view name, std::string_view value);
    Request& bearer(std::string_view token);
    // RFC 7617.
    Request& basic(std::string_view user, std::string_view password);
    // Adds name=value to the query, encoded.
    Request& query(std::string_view name, std::string_view value);

    template <class T>
    Request& json(const T& value) {
        return body(http::Body(json::write(value)), "application/json");
    }
    Request& form(std::initializer_list<std::pair<std::string_view, std::string_view>> fields);
    // A stream is read at the server's pace, and can be sent once only: no repeat, no redirect that keeps the method.
    Request& body(http::Body content, std::string_view content_type);

    // Zero: no limit of that kind.
    Request& timeout(Duration total);
    Request& first_byte_timeout(Duration limit);
    Request& idle_timeout(Duration limit);
    Request& limit(std::uint64_t content_bytes);
    Request& attempts(std::uint32_t most);
    // Says that a second time does no harm, as with a key for idempotency.
    Request& repeatable();

    Task<Response> send();
    Task<std::string> text();
    Task<void> succeed();
    template <class T>
    Task<T> json() {
        return read_json<T>(successful());
    }
    // Server-sent events (events.hpp). Without limits on size and time in all, unless this request sets them.
    EventStream events(EventOptions options = {});

    // Internal: for Client.
    explicit Request(std::unique_ptr<detail::Parts, detail::EndParts> parts) : parts_(std::move(parts)) {}

private:
    Task<Response> successful();
    template <class T>
    static Task<T> read_json(Task<Response> sent) {
        Response answer = co_await std::move(sent);
        co_return co_await answer.json<T>();
    }

    std::unique_ptr<detail::Parts, detail::EndParts> parts_;
};

}  // namespace kaon::inline v0::client
