// The client against our own server over real sockets.
#include "kaon/base/ascii.hpp"
#include "kaon/base/atomic.hpp"
#include "kaon/base/mutex.hpp"
#include "kaon/client/client.hpp"
#include "kaon/coro/test_loop.hpp"
#include "tests/client/served.hpp"

using namespace kaon;
using namespace kaon::client;
using namespace kaon::client::testing;

namespace {

struct User {
    int id = 0;
    std::string name;
};

// Says what it was asked; "/echo" gives the content back as it comes.
struct Mirror {
    Task<http::Response> operator()(http::Request& request) const {
        http::Response response;
        if (request.path == "/echo") {
            response.headers.set("content-type", "application/octet-stream");
            response.body = http::Body::stream(echo(request));
            co_return response;
        }
        std::string told = std::string(http::text(request.method)) + " " + std::string(request.target) + "\n";
        for (const auto& [name, value] : request.headers) {
            std::string lower(name);
            for (char& c : lower) c = ascii::lower(c);
            told += lower + ": " + std::string(value) + "\n";
        }
        told += "\n" + co_await request.body.collect(1 << 20);
        response.body = http::Body(std::move(told));
        co_return response;
    }
    static Stream<std::string> echo(http::Request& request) {
        while (auto piece = co_await request.body.read()) co_yield std::string(*piece);
    }
};

Stream<std::string> pieces(int count, std::size_t size) {
    for (int i = 0; i < count; ++i) co_yield std::string(size, static_cast<char>('a' + i % 26));
}

}  // namespace

TEST(client, sends_each_kind_of_request) {
    with_server(Mirror{}, [](std::string base) -> Task<void> {
        Client client({.base_url = base});
        std::string told = co_await client.get("/a/{}?q={}", "b/c d", 7).query("r", "x&y").text();
        EXPECT_TRUE(told.starts_with("GET /a/b%2Fc%20d?q=7&r=x%26y\n")) << told;
        told = co_await client.post("/users").bearer("abc").json(User{1, "ada"}).text();
        EXPECT_TRUE(told.starts_with("POST /users\n") && told.ends_with("\n\n{\"id\":1,\"name\":\"ada\"}")) << told;
        EXPECT_NE(told.find("authorization: Bearer abc\n"), std::string::npos) << told;
        EXPECT_NE(told.find("content-type: application/json\n"), std::string::npos) << told;
        EXPECT_NE(told.find("content-length: 21\n"), std::string::npos) << told;
        EXPECT_NE(told.find("\ntraceparent: 00-"), std::string::npos) << told;
        told = co_await client.put("/f").form({{"a", "1 2"}, {"b", "&"}}).text();
        EXPECT_TRUE(told.starts_with("PUT /f\n") && told.ends_with("\n\na=1+2&b=%26")) << told;
        told = co_await client.patch("/p").text();
        EXPECT_NE(told.find("content-length: 0\n"), std::string::npos) << told;
        told = co_await client.del("/d").basic("Aladdin", "open sesame").text();
        EXPECT_NE(told.find("authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\n"), std::string::npos) << told;
        Response head = co_await client.head("/h").send();
        EXPECT_EQ(head.code(), 200);
        EXPECT_EQ(co_await head.text(), "");
    });
}

TEST(client, reads_structs_and_makes_other_statuses_errors) {
    struct Api {
        Task<http::Response> operator()(http::Request& request) const {
            http::Response response;
            if (request.path == "/users/1") response.body = http::Body(R"({"id":1,"name":"ada"})");
            else if (request.path == "/broken") response.body = http::Body(R"({"id":"one"})");
            else response.status = http::Status::not_found;
            co_return response;
        }
    };
    with_server(Api{}, [](std::string base) -> Task<void> {
        Client client({.base_url = base});
        EXPECT_EQ((co_await client.get("/users/{}", 1).json<User>()).name, "ada");
        auto missing = co_await attempt(client.get("/users/{}", 2).json<User>());
        EXPECT_TRUE(missing.error().is(answered(http::Status::not_found)));
        EXPECT_EQ(answered_status(missing.error()), http::Status::not_found);
        EXPECT_EQ(missing.error().kind(), Errc::internal);  // no 404 of ours by accident
        EXPECT_EQ((co_await client.get("/users/{}", 2).send()).code(), 404);
        auto broken = co_await attempt(client.get("/broken").json<User>());
        EXPECT_TRUE(broken.error().is(ClientErrc::unreadable));
        EXPECT_TRUE(broken.error().fields().empty());
        EXPECT_NE(broken.error().describe_all().find("/broken"), std::string::npos);
    });
}

TEST(client, streams_both_ways_at_once) {
    with_server(Mirror{}, [](std::string base) -> Task<void> {
        Client client({.base_url = base, .content_bytes = 64 << 20});
        Response answer = co_await client.post("/echo").body(http::Body::stream(pieces(512, 64 * 1024)), "a/b").send();
        std::uint64_t count = 0;
        bool right = true;
        while (auto piece = co_await answer.read()) {
            for (std::size_t i = 0; i < piece->size(); i += 1024)
                right = right && (*piece)[i] == static_cast<char>('a' + (count + i) / (64 * 1024) % 26);
            count += piece->size();
        }
        EXPECT_EQ(count, 512u * 64 * 1024);
        EXPECT_TRUE(right);
    });
}

// What is not read stays with the sender: the generator must not run ahead of the reader by more than buffers hold.
TEST(client, holds_back_what_is_sent_too_fast) {
    struct Endless {
        Atomic<std::uint64_t> made;
        Task<http::Response> operator()(http::Request&) const {
            http::Response response;
            response.body = http::Body::stream(make());
            co_return response;
        }
        Stream<std::string> make() const {
            for (int i = 0; i < 10'000; ++i) {
                made.add(64 * 1024);
                co_yield std::string(64 * 1024, 'x');
            }
        }
    };
    Endless endless;
    with_server(endless, [&](std::string base) -> Task<void> {
        Client client({.base_url = base});
        Response answer = co_await client.get("/").send();
        std::uint64_t before = 0, read = (co_await answer.read())->size();
        while (before != endless.made.load()) {
            before = endless.made.load();
            co_await sleep(50ms);
        }
        EXPECT_LT(before, 64u << 20) << "of 640 MB";
        while (read < 4 << 20) read += (co_await answer.read())->size();
        EXPECT_GT(read, 1u << 20);
    });
}

TEST(client, uses_a_connection_again_and_one_for_each_core) {
    std::vector<std::uint16_t> ports;
    auto note = [&](http::Request& request) -> Task<http::Response> {
        ports.push_back(request.peer.port);
        co_return http::Response{.body = http::Body("ok")};
    };
    struct Handler {
        std::function<Task<http::Response>(http::Request&)> function;
        Task<http::Response> operator()(http::Request& request) const { return function(request); }
    };
    // One core, so that `ports` needs no lock.
    runtime::Runtime runtime({.cores = 1});
    const Handler handler{note};
    auto program = [&]() -> Task<void> {
        auto server = co_await transport::Server::bind(runtime::SocketAddress::parse("127.0.0.1", 0).value());
        auto act = [&]() -> Task<void> {
            Client client({.base_url = base_of(server.address())});
            for (int i = 0; i < 5; ++i) EXPECT_EQ(co_await client.get("/").text(), "ok");
            server.stop();
        };
        co_await when_all(server.serve(runtime, handler), act());
    };
    EXPECT_TRUE(runtime.run(program()));
    ASSERT_EQ(ports.size(), 5u);
    EXPECT_EQ(std::vector<std::uint16_t>(5, ports[0]), ports);
}

TEST(client, serves_many_tasks_at_once) {
    with_server(Mirror{}, [](std::string base) -> Task<void> {
        Client client({.base_url = base, .connections = 16});
        std::vector<Task<std::string>> tasks;
        for (int i = 0; i < 200; ++i) tasks.push_back(client.get("/n/{}", i).text());
        std::vector<std::string> told = co_await when_all(std::move(tasks));
        for (int i = 0; i < 200; ++i)
            EXPECT_TRUE(told[static_cast<std::size_t>(i)].starts_with("GET /n/" + std::to_string(i) + "\n"));
    });
}

TEST(client, ends_an_exchange_at_once_when_its_task_is_cancelled) {
    struct Slow {
        Task<http::Response> operator()(http::Request&) const {
            co_await sleep(1h);
            co_return http::Response{};
        }
    };
    with_server(Slow{},
                [](std::string base) -> Task<void> {
                    Client client({.base_url = base});
                    auto late = co_await attempt(kaon::timeout(100ms, client.get("/").text()));
                    EXPECT_TRUE(late.error().is(Errc::timeout));
                },
                {.drain_timeout = 100ms});
}

TEST(client, outlives_its_core_and_ends_before_it) {
    std::optional<Client> longer;
    std::optional<Response> unread;
    with_server(Mirror{}, [&](std::string base) -> Task<void> {
        longer.emplace(ClientOptions{.base_url = base});
        EXPECT_EQ((co_await longer->get("/").send()).code(), 200);
        Client shorter({.base_url = base});
        unread.emplace(co_await shorter.get("/").send());
    });
    unread.reset();
}

// The connections of a client end with its last handle; an answer that is still being read is one.
TEST(client, may_be_gone_while_its_answer_is_read) {
    with_server(Mirror{}, [](std::string base) -> Task<void> {
        const auto ask = [](std::string url) -> Task<Response> {
            Client client({.content_bytes = 64 << 20});
            co_return co_await client.post(url).body(http::Body::stream(pieces(200, 64 * 1024)), "a/b").send();
        };
        Response answer = co_await ask(base + "/echo");
        co_await sleep(20ms);
        std::uint64_t count = 0;
        while (auto piece = co_await answer.read()) count += piece->size();
        EXPECT_EQ(count, 200u * 64 * 1024);
    });
}

TEST(client, keeps_cookies_only_when_told_to) {
    struct Counter {
        Task<http::Response> operator()(http::Request& request) const {
            http::Response response;
            response.headers.set("set-cookie", "seen=1; Path=/");
            response.body = http::Body(std::string(request.headers.get("cookie").value_or("none")));
            co_return response;
        }
    };
    with_server(Counter{}, [](std::string base) -> Task<void> {
        Client forgetful({.base_url = base});
        Client keeping({.base_url = base, .cookies = Cookies::kept});
        EXPECT_EQ(co_await forgetful.get("/").text(), "none");
        EXPECT_EQ(co_await forgetful.get("/").text(), "none");
        EXPECT_EQ(co_await keeping.get("/").text(), "none");
        EXPECT_EQ(co_await keeping.get("/").text(), "seen=1");
    });
}

TEST(client, needs_a_handler_on_a_loop_without_sockets) {
    TestLoop loop;
    Client client;
    EXPECT_EQ(kind_of(loop.run(client.get("http://127.0.0.1:1/").text())), "misused");
}
