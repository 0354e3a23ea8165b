// Every limit and timeout of a client, with defaults that are safe against any server.
//
//   Client api({.base_url = "https://api.example/v1", .total_timeout = 5s});
//   Client hooks({.reach = client::Reach::public_only});          // URLs that users typed: no way into our own network
//
// Certificates are verified always; ca_file adds an authority, and nothing switches that off.
// Threads: a value.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "kaon/base/duration.hpp"

namespace kaon::inline v0 {

namespace client {

// public_only: connects to addresses of the open internet alone, checked when a name has been resolved, at every
// redirect, and again on a connection that is used anew. No proxy is used then: it would resolve names itself.
enum class Reach : std::uint8_t { anywhere, public_only };

// environment: http_proxy, https_proxy, all_proxy and no_proxy as curl reads them.
enum class Proxy : std::uint8_t { environment, none };

// negotiated: HTTP/2 where TLS agrees on it, otherwise 1.1. http_2_at_once: without asking, for servers that are known.
enum class Protocol : std::uint8_t { negotiated, http_1_1, http_2_at_once };

// kept: those that servers set are sent back to them, by all handles of the client, until its end (RFC 6265; domains
// that are public suffixes set none).
enum class Cookies : std::uint8_t { ignored, kept };

enum class Downgrade : std::uint8_t { refused, allowed };

// Which attempts are repeated: where nothing was sent, any; otherwise those of idempotent methods (RFC 9110, section
// 9.2.2) and of requests that say repeatable(), after a lost connection or a 429, 502, 503 or 504. Waits double and are
// drawn at random up to their bound; Retry-After is waited for instead. Repeats draw on a budget that all requests of
// the client fill, so that a server in trouble is not asked twice as often.
struct Retries {
    std::uint32_t attempts = 3;  // in all; 1: never again
    Duration first_wait = Duration::milliseconds(100);
    Duration longest_wait = Duration::seconds(10);  // a Retry-After beyond it is not waited for: the answer is given
    std::uint32_t budget_percent = 20;  // repeats for each hundred requests...
    std::uint32_t budget_reserve = 10;  // ...and this many more
};

struct HostAddress {
    std::string host;  // "api.example"
    std::string address;  // "127.0.0.1:8080": where to connect in its place; names in TLS and Host stay
};

}  // namespace client

struct ClientOptions {
    std::string base_url{};  // what a target that begins with "/" follows: "https://api.example/v1"
    // Sent with every request, or with a base_url to its origin alone. Not followed by redirects to other origins.
    std::vector<std::pair<std::string, std::string>> headers{};
    std::string user_agent = "kaon";

    Duration connect_timeout = Duration::seconds(10);  // with resolving and TLS
    Duration first_byte_timeout = Duration::seconds(30);  // since the last piece of the request was sent
    Duration idle_timeout = Duration::seconds(30);  // between two pieces of the answer
    Duration total_timeout = Duration::seconds(60);  // from send() to the content's end; zero: no limit

    std::uint64_t content_bytes = 8 * 1024 * 1024;  // of an answer, after decoding
    std::uint32_t head_bytes = 64 * 1024;
    std::uint32_t head_fields = 200;

    std::uint32_t redirects = 10;  // zero: the answer with the redirect is given
    client::Downgrade https_to_http = client::Downgrade::refused;
    client::Retries retries{};

    client::Reach reach = client::Reach::anywhere;
    std::vector<std::string> hosts{};  // the only hosts to be asked, if any; ".example.com" means all below it
    std::vector<client::HostAddress> addresses{};

    client::Protocol protocol = client::Protocol::negotiated;
    std::string ca_file{};  // PEM, trusted besides the system's
    std::string certificate_file{};  // PEM, our own, for servers that ask who we are
    std::string key_file{};
    client::Proxy proxy = client::Proxy::environment;
    std::string proxy_url{};  // this one for everything: "http://user:password@proxy:3128"
    client::Cookies cookies = client::Cookies::ignored;

    std::uint32_t connections = 256;  // on each core; more requests wait
    std::uint32_t connections_per_host = 64;  // the same for one host
};

}  // namespace kaon::inline v0
