// Request: what handlers, extractors and layers see of a request: the message, the route that answers it, its id.
//
//   std::string whoami(Request& request) { return std::string(request.header("user-agent").value_or("nobody")); }
//
// Threads: one core's own. Lifetime: from the routing to the moment the response is handed to the transport. Views from
// it live as long: a streamed response body must own what it reads.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kaon/coro/context.hpp"
#include "kaon/http/message.hpp"
#include "kaon/web/needs.hpp"
#include "kaon/web/pattern.hpp"

namespace kaon::inline v0 {

namespace web {
struct Endpoint;
class Application;

// The path's captures, decoded.
class Captures {
public:
    std::size_t count = 0;
    std::unique_ptr<std::string> decoded;  // holds them when the path was percent-encoded

    Captures() {}
    Captures(Captures&& other) noexcept : count(other.count), decoded(std::move(other.decoded)) {
        for (std::size_t i = 0; i < count; ++i) list_[i] = other.list_[i];
    }
    void add(std::string_view text) { list_[count++] = {text.data(), text.size()}; }
    std::string_view at(std::size_t index) const { return {list_[index].data, list_[index].size}; }

private:
    struct Piece {
        const char* data;
        std::size_t size;
    };
    Piece list_[max_captures];  // left unset: most routes have few
};
}  // namespace web

class Request {
public:
    // For the router.
    Request(const web::Application& application, const web::Endpoint& endpoint, web::Captures&& captures,
            http::Request& message, Context& context)
        : application_(application), message_(message), context_(context), endpoint_(&endpoint),
          captures_(std::move(captures)) {}
    Request(const Request&) = delete;
    Request& operator=(const Request&) = delete;
    [[gnu::always_inline]] ~Request() = default;  // there is hardly ever something to free

    http::Method method() const { return message_.method; }
    std::string_view path() const { return message_.path; }  // as sent, percent-encoded
    std::string_view query() const { return message_.query; }  // as sent
    const http::Headers& headers() const { return message_.headers; }
    std::optional<std::string_view> header(std::string_view name) const { return message_.headers.get(name); }
    http::Body& body() { return message_.body; }
    const http::Peer& peer() const { return message_.peer; }
    http::Request& message() { return message_; }
    const http::Request& message() const { return message_; }

    // The pattern of the route that answers, prefixes included; empty for 404 and for a fallback.
    std::string_view route() const;
    // A capture by name, prefixes included, decoded; it may hold any bytes.
    std::optional<std::string_view> capture(std::string_view name) const;
    // Unique for each request; made at the first call.
    std::string_view id() const;
    void set_id(std::string_view id) const;
    // What body extractors read at most.
    std::uint64_t body_limit() const;

    // The state given with .with(), or null. Handlers take State<T>, which is checked at compile time.
    template <class T>
    const T* state() const {
        return static_cast<const T*>(find_state(&web::type_tag<T>));
    }
    // Values that a layer leaves for those below it: one of each type.
    template <class T>
    T& put(T value) {
        auto kept = std::make_shared<T>(std::move(value));
        T& there = *kept;
        keep(&web::type_tag<T>, std::move(kept));
        return there;
    }
    template <class T>
    T* find() const {
        return static_cast<T*>(find_kept(&web::type_tag<T>));
    }

    Context& context() const { return context_; }
    const web::Application& application() const { return application_; }

    // For the router.
    const web::Endpoint& endpoint() const { return *endpoint_; }
    const web::Captures& captures() const { return captures_; }

private:
    struct Kept {
        web::TypeTag tag;
        std::shared_ptr<void> value;
    };
    const void* find_state(web::TypeTag tag) const;
    void* find_kept(web::TypeTag tag) const;
    void keep(web::TypeTag tag, std::shared_ptr<void> value);

    const web::Application& application_;
    http::Request& message_;
    Context& context_;
    const web::Endpoint* endpoint_;
    web::Captures captures_;
    std::vector<Kept> kept_;
    mutable std::uint8_t id_size_ = 0;
    mutable char id_[64];
};

}  // namespace kaon::inline v0
