// getaddrinfo(3) behind a semaphore.
#include "kaon/runtime/resolver.hpp"

#include <map>

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "kaon/base/mutex.hpp"
#include "kaon/coro/blocking.hpp"
#include "kaon/coro/group.hpp"
#include "kaon/coro/semaphore.hpp"
#include "kaon/runtime/reactor.hpp"

namespace kaon::inline v0::runtime {

namespace {

struct Kept {
    Addresses addresses;
    Instant until;
};

Result<Addresses> ask_system(const std::string& host) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;  // each address once
    hints.ai_flags = AI_ADDRCONFIG;
    addrinfo* list = nullptr;
    const int failure = ::getaddrinfo(host.c_str(), nullptr, &hints, &list);
    if (failure != 0) {
        const bool is_final = failure == EAI_NONAME || failure == EAI_NODATA || failure == EAI_ADDRFAMILY;
        return Error(is_final ? Errc::not_found : Errc::unavailable).with_detail(host + ": " + ::gai_strerror(failure));
    }
    Addresses found;
    for (const addrinfo* each = list; each; each = each->ai_next) {
        if (each->ai_family == AF_INET || each->ai_family == AF_INET6)
            found.push_back(SocketAddress::from_system(each->ai_addr, each->ai_addrlen));
    }
    ::freeaddrinfo(list);
    return found;
}

// RFC 1035, section 2.3.4: 255 bytes, of which two are not text. What getaddrinfo would cut at a zero byte is refused.
bool can_be_a_name(const std::string& host) {
    if (host.empty() || host.size() > 253) return false;
    for (const char c : host) {
        if (c <= ' ' || c == '\x7f') return false;
    }
    return true;
}

// An IPv6 address as in a URL.
std::string without_brackets(std::string host) {
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') return host.substr(1, host.size() - 2);
    return host;
}

}  // namespace

struct Resolver::State {
    explicit State(ResolverOptions o) : options(o), slots(o.at_once) {
        if (!options.look_up) options.look_up = ask_system;
    }
    ResolverOptions options;
    Semaphore slots;
    Mutex<std::map<std::string, Kept>> kept;
    std::uint32_t waiting = 0;  // atomically

    struct Waiting {
        State& state;
        bool admitted;
        explicit Waiting(State& s)
            : state(s), admitted(__atomic_fetch_add(&s.waiting, 1, __ATOMIC_RELAXED) < s.options.waiting) {}
        ~Waiting() { __atomic_fetch_sub(&state.waiting, 1, __ATOMIC_RELAXED); }
    };

    static Task<Addresses> look_up(std::shared_ptr<State> state, std::string host);
    bool find(const std::string& host, Instant now, Addresses& out);
    void keep(const std::string& host, Instant now, const Addresses& addresses);
};

Task<Addresses> Resolver::State::look_up(std::shared_ptr<State> state, std::string host) {
    std::optional<Waiting> waiting(std::in_place, *state);
    if (!waiting->admitted) co_return Error(Errc::unavailable).with_detail("too many look-ups wait");
    Semaphore::Permit slot = co_await state->slots.acquire();
    waiting.reset();
    // The permit goes back when the call has ended, even when nobody waits for it any more.
    co_return co_await spawn_blocking(
        [state, slot = std::move(slot), host = std::move(host)] { return state->options.look_up(host); });
}

bool Resolver::State::find(const std::string& host, Instant now, Addresses& out) {
    return kept.with([&](auto& names) {
        const auto known = names.find(host);
        if (known == names.end() || known->second.until <= now) return false;
        out = known->second.addresses;
        return true;
    });
}

void Resolver::State::keep(const std::string& host, Instant now, const Addresses& addresses) {
    kept.with([&](auto& names) {
        if (names.size() >= options.keep_names)
            std::erase_if(names, [&](auto& name) { return name.second.until <= now; });
        if (names.size() < options.keep_names || names.contains(host))
            names.insert_or_assign(host, Kept{addresses, now + options.keep_for});
    });
}

Resolver::Resolver(ResolverOptions options) : state_(std::make_shared<State>(options)) {}
Resolver::~Resolver() = default;

Task<Addresses> Resolver::resolve(std::string host, std::uint16_t port) const {
    host = without_brackets(std::move(host));
    if (!can_be_a_name(host)) co_return Error(Errc::invalid, "not a host name").with_detail(host);
    if (Result<SocketAddress> number = SocketAddress::parse(host, port); number && host != "localhost")
        co_return Addresses{*number};
    const std::shared_ptr<State> state = state_;
    const Instant now = (co_await current_context()).core->now();
    const bool keeps = state->options.keep_for > Duration{};
    Addresses addresses;
    if (!keeps || !state->find(host, now, addresses)) {
        addresses = co_await timeout(state->options.timeout, State::look_up(state, host));
        if (addresses.empty()) co_return Error(Errc::not_found).with_detail(host + ": has no address");
        if (keeps) state->keep(host, now, addresses);
    }
    for (SocketAddress& address : addresses) address = address.with_port(port);
    co_return addresses;
}

Task<Addresses> resolve(std::string host, std::uint16_t port) {
    struct Own final : CoreLocal {
        Resolver resolver;
    };
    static const std::uint64_t key = CoreLocal::new_key();
    auto& reactor = static_cast<Reactor&>(*(co_await current_context()).core);
    auto* own = static_cast<Own*>(reactor.local(key));
    if (!own) own = &reactor.keep(key, std::make_unique<Own>());
    co_return co_await own->resolver.resolve(std::move(host), port);
}

}  // namespace kaon::inline v0::runtime
