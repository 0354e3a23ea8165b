// kaon::serve() as whole programs: settings, listening, refusals, the polite end.
#include <csignal>

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "kaon/program/serve.hpp"
#include "kaon/program/testing/child.hpp"
#include "kaon/runtime/tcp.hpp"
#include "kaon/web/config/secret.hpp"
#include "kaon/web/extract/state.hpp"

namespace kaon::inline v0 {
namespace {

using program::testing::Child;
using runtime::SocketAddress;

// snippet: settings
struct Settings {
    std::string greeting = "hello";
    std::vector<std::string> names = {"world"};
    Secret key;
};

Router<Settings> greetings() {
    return Router{get<"/">([](State<Settings> s) { return s->greeting + " " + s->names.back() + s->key.reveal(); })};
}

Task<Service> start(const Settings& settings) { co_return co_await greetings().with(settings).build(); }
// end

Router<> plain() {
    return Router{get<"/plain">([] { return "plain"; })};
}

template <class F>
std::function<int()> serving(std::vector<const char*> words, F begin, ServeOptions options = {}) {
    words.insert(words.begin(), "greeter");
    options.name = "greeter";
    return [words, begin, options] {
        auto** argv = const_cast<char**>(words.data());
        return kaon::serve(static_cast<int>(words.size()), argv, begin, options);
    };
}

std::string ask(const SocketAddress& address, std::string_view path = "/") {
    const Fd fd(::socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
    EXPECT_EQ(::connect(fd.number(), static_cast<const sockaddr*>(address.system()), address.system_size()), 0);
    const std::string request = "GET " + std::string(path) + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    EXPECT_EQ(::send(fd.number(), request.data(), request.size(), MSG_NOSIGNAL), std::ssize(request));
    std::string answer;
    char piece[1024];
    for (ssize_t n; (n = ::recv(fd.number(), piece, sizeof piece, 0)) > 0;)
        answer.append(piece, static_cast<std::size_t>(n));
    const std::size_t end = answer.find("\r\n\r\n");
    return end == answer.npos ? answer : answer.substr(end + 4);
}
SocketAddress local(const std::string& port) {
    return SocketAddress::parse("127.0.0.1", static_cast<std::uint16_t>(std::stoi("0" + port))).value();
}

TEST(serve_program, takes_settings_from_the_command_line_before_the_environment) {
    ::setenv("GREETER_GREETING", "good day", 1);
    ::setenv("GREETER_KEY", "!", 1);
    Child child(serving({"--port", "0", "--names", "Ann", "--names=Bob"}, start));
    ::unsetenv("GREETER_KEY");
    EXPECT_EQ(ask(local(child.wait_for("greeter on http://127.0.0.1:"))), "good day Bob!");
    Child other(serving({"--port=0", "--greeting=bye"}, start));
    ::unsetenv("GREETER_GREETING");
    EXPECT_EQ(ask(local(other.wait_for("greeter on http://127.0.0.1:"))), "bye world");
    child.signal(SIGTERM);
    other.signal(SIGINT);
    EXPECT_EQ(child.wait(), 0);
    EXPECT_EQ(other.wait(), 0);
}

TEST(serve_program, says_which_variables_are_no_settings) {
    constexpr const char* names[] = {"GREETER_GRETING", "GREETER_UNLIKE_ANYTHING", "GREETER_KEY"};
    for (const char* name : names) ::setenv(name, "!", 1);
    Child child(serving({"--port=0"}, start));
    for (const char* name : names) ::unsetenv(name);
    EXPECT_EQ(child.wait_for("greeter: GREETER_GRETING is no setting of this program; "),
              "did you mean GREETER_GREETING?");
    EXPECT_EQ(child.wait_for("greeter: GREETER_UNLIKE_ANYTHING is no setting of this program"), "");
    EXPECT_TRUE(child.wait_for("greeter").starts_with(" on http")) << "the key is one";
}

TEST(serve_program, serves_a_router_as_it_is) {
    Child child(serving({}, plain, {.port = 0}));
    EXPECT_EQ(ask(local(child.wait_for("greeter on http://127.0.0.1:")), "/plain"), "plain");
}

TEST(serve_program, names_the_taken_port_and_the_remedy) {
    Child first(serving({"--port=0"}, plain));
    const std::string port = first.wait_for("http://127.0.0.1:");
    Child second(serving({"--port", port.c_str()}, plain));
    EXPECT_EQ(second.rest(),
              "greeter: 127.0.0.1:" + port + " is taken: stop what listens there, or choose another --port\n");
    EXPECT_EQ(second.wait(), 1);
}

TEST(serve_program, refuses_what_it_does_not_understand_with_status_2) {
    const struct {
        std::vector<const char*> words;
        const char* said;
    } table[] = {
        {{"--prot", "1"}, "greeter: unknown option --prot; did you mean --port? Try greeter --help\n"},
        {{"--port", "70000"}, "greeter: --port: must be a whole number between 0 and 65535\n"},
        {{"--port", ""}, "greeter: --port: must be a whole number\n"},
        {{"stray"}, "greeter: takes no 'stray': options begin with --. Try greeter --help\n"},
        {{"--tls"},
         "greeter: unknown option --tls; did you mean --tls-dev, --tls-certificate, --tls-key, --tls-client-ca or "
         "--tls-clients? Try greeter --help\n"},
        {{"--key=x"}, "greeter: unknown option --key; did you mean --tls-key? Try greeter --help\n"},
    };
    for (const auto& row : table) {
        Child child(serving(row.words, start));
        EXPECT_EQ(child.rest(), row.said);
        EXPECT_EQ(child.wait(), 2) << row.said;
    }
}

TEST(serve_program, says_in_one_line_why_it_cannot_start) {
    Child child(serving({"--port=0"}, [](const Settings&) -> Task<Service> {
        co_return Error(Errc::unavailable, "no broker").with_detail("10.0.0.1 does not answer");
    }));
    EXPECT_EQ(child.rest(), "greeter: 10.0.0.1 does not answer (no broker)\n");
    EXPECT_EQ(child.wait(), 1);
    Child nowhere(serving({"--host=nowhere"}, plain));
    EXPECT_EQ(nowhere.rest(), "greeter: 'nowhere' is not an address: use numbers such as 127.0.0.1\n");
    EXPECT_EQ(nowhere.wait(), 1);
}

TEST(serve_program, lists_routes_without_starting) {
    auto never = [](const Settings&) -> Task<Service> { co_return Error(Errc::internal, "was started"); };
    Child child(serving({"--routes"}, never, {.routes = greetings}));
    const std::string listed = child.rest();
    EXPECT_TRUE(listed.starts_with("GET\t/\t")) << listed;
    EXPECT_EQ(child.wait(), 0);
    EXPECT_TRUE(Child(serving({"--routes"}, plain)).rest().starts_with("GET\t/plain\t"));
    Child unknown(serving({"--routes"}, never));
    EXPECT_NE(unknown.rest().find("the option .routes"), std::string::npos);
    EXPECT_EQ(unknown.wait(), 1);
}

TEST(serve_program, help_names_settings_defaults_and_secrets) {
    Child child(serving({"--help"}, start, {.about = "Greets.", .port = 3009}));
    const std::string help = child.rest();
    for (const char* part : {"Usage: greeter [OPTIONS]\n", "Greets.", "--port N", "(default: 3009)", "--greeting TEXT",
                             "GREETER_PORT", "GREETER_KEY is read from there only"})
        EXPECT_NE(help.find(part), std::string::npos) << part << "\n" << help;
    EXPECT_EQ(child.wait(), 0);
}

TEST(serve_program, takes_an_inherited_listener_and_leaves_it_open_for_the_next) {
    const Fd listener(::socket(AF_INET, SOCK_STREAM, 0));
    const SocketAddress any = SocketAddress::parse("127.0.0.1", 0).value();
    ASSERT_EQ(::bind(listener.number(), static_cast<const sockaddr*>(any.system()), any.system_size()), 0);
    ASSERT_EQ(::listen(listener.number(), 16), 0);
    const SocketAddress address = SocketAddress::local(listener.number());
    const auto inheriting = [&] {
        if (listener.number() != 3) ::dup2(listener.number(), 3);
        ::setenv("LISTEN_FDS", "1", 1);
        ::setenv("LISTEN_PID", std::to_string(::getpid()).c_str(), 1);
        return serving({"--host", "not even looked at"}, plain, {.cores = 3})();
    };
    for (int run = 0; run < 2; ++run) {
        Child child(inheriting);
        // Asked before it serves: the queue holds the connection.
        for (int i = 0; i < 8; ++i) EXPECT_EQ(ask(address, "/plain"), "plain");
        child.signal(SIGTERM);
        EXPECT_EQ(child.wait(), 0);
    }
}

TEST(serve_program, says_what_is_wrong_with_what_was_handed_over) {
    const auto with = [](const char* count) {
        return [count] {
            ::close(3);
            ::setenv("LISTEN_FDS", count, 1);
            ::setenv("LISTEN_PID", std::to_string(::getpid()).c_str(), 1);
            return serving({}, plain)();
        };
    };
    EXPECT_NE(Child(with("many")).rest().find("LISTEN_FDS=many: a number from 0 to 64"), std::string::npos);
    EXPECT_NE(Child(with("1")).rest().find("descriptor 3 is no listening stream socket"), std::string::npos);
    // Meant for another process.
    Child child([] {
        ::setenv("LISTEN_FDS", "1", 1);
        ::setenv("LISTEN_PID", "1", 1);
        return serving({"--port=0"}, plain)();
    });
    EXPECT_NE(child.wait_for("http://127.0.0.1:"), "");
}

TEST(serve_program, listens_on_a_unix_socket) {
    const std::string path = "/tmp/kaon_serve_" + std::to_string(::getpid()) + ".sock";
    const std::string host = "unix:" + path;
    Child child(serving({"--host", host.c_str()}, plain));
    EXPECT_EQ(child.wait_for("greeter on "), host);
    EXPECT_EQ(ask(SocketAddress::unix_path(path).value(), "/plain"), "plain");
    ::unlink(path.c_str());
}

}  // namespace
}  // namespace kaon::inline v0
