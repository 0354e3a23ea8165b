// kaon::serve(): all that main() does for a server: settings, command line, log, signals, listening, a polite end.
//
//   struct Settings { std::string database = "users.db"; };
//   Task<Service> start(const Settings& settings) {
//       Db db = co_await Db::open({.path = settings.database});
//       co_await migrate(db, migrations::files());
//       co_return co_await users().with(db).build();
//   }
//   int main(int argc, char** argv) {
//       return kaon::serve(argc, argv, start, {.name = "users", .port = 3001, .routes = users});
//   }
//
//   $ users --port 8080          users on http://127.0.0.1:8080
//
// `start` takes the Settings or nothing, and gives a Task<Service>, or a Router that needs no state. Settings is any
// struct that read_config() can fill; it lives as long as the program. Each field comes, later sources first, from
// the command line (--database), the environment (USERS_DATABASE), .env, kaon.toml, its initialiser; so do the
// settings that every server has: host, port, log_level, log_json, and those of the next paragraphs with "_" for "-".
// kaon/program/arguments.hpp says how to give fields help and letters.
//
// --listen 0.0.0.0:3000 --listen unix:/run/users.sock, as often as needed, takes the place of host and port.
// --trusted-proxy 10.0.0.0/8: who begins each connection with a header of the PROXY protocol (ListenOptions::proxies).
//
// --tls-certificate chain.pem --tls-key key.pem: HTTPS, and HTTP/2 by ALPN. Given again, another certificate: each host
// gets its own, and RSA beside ECDSA for the same one is fine. No --tls-key: the files hold the keys too. SIGHUP reads
// them again without dropping a connection; what cannot be used is reported, and the old ones stay.
// --tls-client-ca authorities.pem: asks clients for certificates that one of these authorities has issued, and refuses
// who shows none; --tls-clients optional lets those in. A handler finds who it is in request.message().certificate.
// --tls-dev: HTTPS on one's own machine with a certificate that is made once (kaon/runtime/tls_development.hpp).
// --redirect-http 80, or ADDRESS:PORT: listens in the clear too, and sends clients to the HTTPS URL (308), if a
// certificate is for the host that they ask for.
//
// --help and --version; --routes prints METHOD, pattern and handler of each route, parted by tabs, and calls no
// `start`. Listening sockets that were handed over (LISTEN_FDS, kaon/runtime/inherited.hpp) are used instead of host,
// port and listen; one of the name "http" (FileDescriptorName=) takes the part of --redirect-http. Whoever wants to
// know when it serves is told (NOTIFY_SOCKET, kaon/runtime/say_ready.hpp). Under `kaon dev` it has the dev mode
// (kaon/program/dev/dev_service.hpp), else nothing of it.
// "--host unix:/run/users.sock" listens on a Unix socket. It listens before `start` runs, so that a second copy of the
// program fails before it touches the database.
// SIGUSR2 restarts it without losing a request: its command is started anew, with the listening sockets, and it drains
// once the new process serves; when that one fails, it serves on (kaon/transport/successor.hpp).
// A handler that ignores its cancellation, or holds its core, ends the process, with its name in the log and status 1,
// when drain_timeout and stuck_timeout have passed (kaon/program/last_resort.hpp).
// Status: 0 after SIGTERM or SIGINT (which drain the server, and cancel a `start` that still runs); 1 with one line on
// standard error when it cannot start; 2 when a setting or the command line is wrong, one line for each mistake.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "kaon/base/type_name.hpp"
#include "kaon/program/arguments.hpp"
#include "kaon/reflect/type_of.hpp"
#include "kaon/telemetry/level.hpp"
#include "kaon/transport/server_options.hpp"
#include "kaon/web/application.hpp"
#include "kaon/web/router.hpp"
#include "kaon/web/signature.hpp"

namespace kaon::inline v0 {

// The function that gives the Router, for --routes: it is asked for its list and never built.
class RouteList {
public:
    RouteList() = default;
    template <class F>
        requires requires(const F& f) { f().list(); }
    RouteList(F router) : list_([router] { return router().list(); }) {}

    explicit operator bool() const { return static_cast<bool>(list_); }
    std::vector<web::RouteInfo> operator()() const { return list_(); }

private:
    std::function<std::vector<web::RouteInfo>()> list_;
};

struct ServeOptions {
    std::string_view name;  // of the program; in capitals the prefix of its variables: USERS_PORT
    std::string_view about = {};  // what it does, for --help
    std::string_view version = {};
    std::string_view prefix = {};  // of variables, when it is not the name: "KAON_"
    std::string_view host = "127.0.0.1";
    std::uint16_t port = 3000;  // 0 takes a free one
    RouteList routes = {};
    transport::ServerOptions server = {};
    telemetry::Level log_level = telemetry::Level::info;
    std::uint32_t cores = 0;  // 0: as many as this process may use
};

namespace program {

// Who gets in without a certificate, when clients are asked for one.
enum class TlsClients : std::uint8_t { required, optional };

// What every server can be told.
struct Listen {
    std::string host;
    std::uint16_t port = 0;
    std::vector<std::string> listen;  // addresses with ports, in the place of host and port
    std::vector<std::string> trusted_proxy;  // networks
    bool tls_dev = false;
    std::vector<std::string> tls_certificate;  // files
    std::vector<std::string> tls_key;  // files, in the same order; none: the certificates' files hold them
    std::string tls_client_ca;  // a file; empty: clients are asked for no certificate
    TlsClients tls_clients = TlsClients::required;
    std::string redirect_http;  // a port, or an address with one; empty: nowhere
    telemetry::Level log_level = telemetry::Level::info;
    bool log_json = false;
};

// Where the settings lie, and how to start what uses them, with the types erased.
struct ServeCall {
    const reflect::TypeInfo& info;
    void* settings;
    ArgumentList arguments;
    Task<Service> (*start)(void* function, const void* settings);
    void* function;
    RouteList routes;  // when `function` is what gives the Router
};
int run_server(int argc, char** argv, Listen& listen, const ServeCall& call, const ServeOptions& options);

Task<Service> built(Result<Service> service);

struct NoSettings {};
template <class F>
using SettingsOf = typename web::OnlyArgument<typename web::Signature<F>::arguments, NoSettings>::type;
template <class T>
inline constexpr bool is_router = false;
template <class... S>
inline constexpr bool is_router<Router<S...>> = true;

template <class F>
consteval Message serve_mistake() {
    using Signature = web::Signature<F>;
    using Result = typename Signature::result;
    using Settings = SettingsOf<F>;
    Message m;
    m << "\n  kaon::serve(argc, argv, start): ";
    if constexpr (Signature::callable == web::Callable::unlistable) {
        m << "start is a template or has overloads.\n  remedy: one function, or a lambda without auto.";
    } else if constexpr (std::is_void_v<Settings>) {
        m << "start takes more than one argument.\n  remedy: one struct with all settings.";
    } else if constexpr (!std::is_same_v<Result, Task<Service>> && !std::is_same_v<Result, Router<>>) {
        m << "start gives '";
        reflect::append_type(m, type_name<Result>());
        m << "'.\n  remedy: ";
        if (is_router<Result>)
            m << "a function that gives Task<Service>: co_return co_await router().with(...).build();";
        else m << "Task<Service>, or a Router<>.";
    } else if constexpr (reflect::fields_mistake<Settings>().ok()) {
        using Known = decltype(reflect::fields_of<Settings>());
        using Own = decltype(reflect::fields_of<Listen>());
        for (std::size_t i = 0; i < Own::count; ++i) {
            const std::string_view own = Own::name(i);
            if (Known::find(own) == Known::count) continue;
            m << "every server has a setting '" << own << "' already.\n  remedy: drop the field from '"
              << type_name<Settings>() << "'; its default is an option of serve().";
            return m;
        }
        return {};
    } else {
        return {};  // said by type_info
    }
    return m;
}

}  // namespace program

template <class F = web::SeveralFunctions>
int serve(int argc, char** argv, F start, const ServeOptions& options) {
    static constexpr Message mistake = program::serve_mistake<F>();
    if constexpr (std::is_same_v<F, web::SeveralFunctions>) {
        return 2;
    } else if constexpr (!mistake.ok()) {
        static_assert(false, mistake);
        return 2;
    } else {
        using Signature = web::Signature<F>;
        using Settings = program::SettingsOf<F>;
        constexpr bool gives_router = program::is_router<typename Signature::result>;
        // One block, so that one table can describe both.
        struct {
            program::Listen listen;
            Settings settings;
        } all{};
        auto run = [](void* f, const void* s) -> Task<Service> {
            auto call = [&] {
                if constexpr (std::is_same_v<Settings, program::NoSettings>) return (*static_cast<F*>(f))();
                else return (*static_cast<F*>(f))(*static_cast<const Settings*>(s));
            };
            if constexpr (gives_router) return program::built(call().build());
            else return call();
        };
        RouteList routes;
        if constexpr (gives_router && std::is_same_v<Settings, program::NoSettings>) routes = start;
        return program::run_server(argc, argv, all.listen,
                                   {reflect::type_info<Settings>(), &all.settings, program::arguments_of<Settings>(),
                                    run, &start, std::move(routes)},
                                   options);
    }
}

}  // namespace kaon::inline v0
