// Client: asks other servers over HTTP/1.1 and HTTP/2; connections are kept, on each core its own.
//
//   Client client({.base_url = "https://api.example", .total_timeout = 5s});
//   User user = co_await client.get("/users/{}", id).json<User>();
//   co_await client.post("/users").bearer(token).json(NewUser{"ada"}).succeed();
//
//   Client fake = Client::answered_by(service);          // in tests: no socket, virtual time
//
// Certificates are verified, names are resolved beside the core, answers are limited, and what fails is said by typed
// errors (error.hpp). Cancelling the Task that waits ends the exchange at once. The task's trace goes along in
// traceparent. Threads: a cheap copyable handle, usable from any core: .with(client), State<Client>.
#pragma once

#include <functional>
#include <memory>

#include "kaon/base/static_text.hpp"
#include "kaon/client/client_options.hpp"
#include "kaon/client/meters.hpp"
#include "kaon/client/request.hpp"
#include "kaon/client/url_pattern.hpp"

namespace kaon::inline v0 {

namespace client::detail {
struct Shared;
}

class Client {
public:
    static constexpr bool is_shareable = true;

    explicit Client(ClientOptions options = {});
    // Every request is answered by this function of the program: a Service, or any other callable.
    static Client answered_by(std::function<Task<http::Response>(http::Request&)> handler, ClientOptions options = {});

    template <class... A>
    client::Request get(std::type_identity_t<client::UrlPattern<sizeof...(A)>> url, const A&... arguments) const {
        return request(http::Method::get, url, arguments...);
    }
    template <class... A>
    client::Request head(std::type_identity_t<client::UrlPattern<sizeof...(A)>> url, const A&... arguments) const {
        return request(http::Method::head, url, arguments...);
    }
    template <class... A>
    client::Request post(std::type_identity_t<client::UrlPattern<sizeof...(A)>> url, const A&... arguments) const {
        return request(http::Method::post, url, arguments...);
    }
    template <class... A>
    client::Request put(std::type_identity_t<client::UrlPattern<sizeof...(A)>> url, const A&... arguments) const {
        return request(http::Method::put, url, arguments...);
    }
    template <class... A>
    client::Request patch(std::type_identity_t<client::UrlPattern<sizeof...(A)>> url, const A&... arguments) const {
        return request(http::Method::patch, url, arguments...);
    }
    template <class... A>
    client::Request del(std::type_identity_t<client::UrlPattern<sizeof...(A)>> url, const A&... arguments) const {
        return request(http::Method::del, url, arguments...);
    }
    template <class... A>
    client::Request request(http::Method method, std::type_identity_t<client::UrlPattern<sizeof...(A)>> url,
                            const A&... arguments) const {
        return start(method, client::fill(url.text(), {http::argument_text(arguments)...}));
    }

    // A URL that is known at run time only, taken as it is: "https://..." or, behind the base_url, "/...".
    template <RuntimeText U>
    client::Request get(const U& url) const {
        return request(http::Method::get, url);
    }
    template <RuntimeText U>
    client::Request post(const U& url) const {
        return request(http::Method::post, url);
    }
    template <RuntimeText U>
    client::Request request(http::Method method, const U& url) const {
        return start(method, std::string(std::string_view(url)));
    }

    const client::Meters& meters() const [[clang::lifetimebound]];

private:
    explicit Client(std::shared_ptr<client::detail::Shared> shared) : shared_(std::move(shared)) {}
    client::Request start(http::Method method, Result<std::string> url) const;

    std::shared_ptr<client::detail::Shared> shared_;
};

}  // namespace kaon::inline v0
