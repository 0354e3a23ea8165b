// Middleware: a layer is an object with one function around the rest of the way: for one route or a router.
// Run with: cmake --build build/release --target lesson_middleware && build/release/lessons/middleware
//
// $ curl -i localhost:3000/
// HTTP/1.1 200 OK
// ...
// server-timing: app;dur=...
// ...
// public
// $ curl localhost:3000/admin
// {...,"status":401,"detail":"the key of an administrator is needed"...}
// $ curl -H 'x-admin-key: k-ada' localhost:3000/admin
// welcome, ada
// $ curl localhost:3000/slow
// {...,"status":503,...}
// $ for i in 1 2 3 4 5 6; do curl -o /dev/null -w '%{http_code}\n' localhost:3000/limited; done | uniq -c
//       3 200
//       3 429
#include <map>

#include "kaon/base/mutex.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/program/serve.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;

// snippet: around
struct ServerTiming {
    Task<http::Response> operator()(Request& request, Next next) const {
        const Instant begin = request.context().core->exact_now();
        http::Response response = co_await next(request);
        const Duration took = request.context().core->exact_now() - begin;
        response.headers.set("server-timing", "app;dur=" + std::to_string(took.whole_milliseconds()));
        co_return response;
    }
};
// end

// Lets nobody else through, and leaves for the handlers below who it is.
// snippet: gate
struct Administrator {
    std::string name;
};

struct AdministratorsOnly {
    std::map<std::string, std::string> names;  // by key

    Task<http::Response> operator()(Request& request, Next next) const {
        const auto found = names.find(std::string(request.header("x-admin-key").value_or("")));
        if (found == names.end()) co_return Error(Errc::unauthenticated, "the key of an administrator is needed");
        request.put(Administrator{found->second});
        co_return co_await next(request);
    }
};

Task<std::string> show_admin(Request& request) { co_return "welcome, " + request.find<Administrator>()->name; }
// end

// A layer that remembers: shared by all cores, so what changes is behind a Mutex. Copies of a layer share nothing.
// snippet: limit
class AtMost {
public:
    AtMost(std::uint32_t requests, Duration window) : requests_(requests), window_(window) {}

    Task<http::Response> operator()(Request& request, Next next) const {
        if (!admit(request.peer().text(), request.context().core->now())) co_return Error(Errc::too_many, "slow down");
        co_return co_await next(request);
    }

private:
    struct Peer {
        Instant since;
        std::uint32_t requests = 0;
    };
    bool admit(const std::string& address, Instant now) const {
        auto peers = peers_->lock();
        if (peers->size() > 10'000) peers->clear();  // bounded, whoever asks
        Peer& peer = (*peers)[address];
        if (now - peer.since > window_) peer = {now};
        return ++peer.requests <= requests_;
    }

    std::uint32_t requests_;
    Duration window_;
    std::shared_ptr<Mutex<std::map<std::string, Peer>>> peers_ = std::make_shared<Mutex<std::map<std::string, Peer>>>();
};
// end

Task<std::string> wait() {
    co_await sleep(60s);
    co_return "late";
}

// snippet: routes
Router<> routes() {
    Router admin{get<"/">(show_admin), layer(AdministratorsOnly{{{"k-ada", "ada"}}})};
    return Router{
        get<"/">([] { return "public"; }),
        get<"/slow">(wait, timeout(50ms)),
        get<"/limited">([] { return "here"; }, AtMost(3, 60s)),
        nest<"/admin">(std::move(admin)),
        layer(request_id(), trace(), ServerTiming{}, timeout(5s)),  // the first is the outermost
    };
}
// end

int main(int argc, char** argv) { return kaon::serve(argc, argv, routes, {.name = "middleware"}); }
