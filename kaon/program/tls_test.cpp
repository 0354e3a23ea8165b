// kaon::serve() with TLS: certificates from options, the one for development, the way from HTTP, reload, addresses.
#include "kaon/program/tls_test.hpp"

#include <atomic>
#include <csignal>
#include <filesystem>
#include <thread>

#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/wait.h>

namespace kaon::inline v0 {
namespace {

using namespace program::testing;

class serve_tls : public ServeTls {};

}  // namespace

TEST_F(serve_tls, serves_each_host_with_its_certificate) {
    const TlsCertificate first = make_certificate({.names = {"localhost"}}).value();
    const std::string second = write("b.pem", make_certificate({.names = {"b.example"}}).value());
    const std::string chain = write("chain.pem", first.chain), key = write("key.pem", first.key);
    Child child(serving({"--port=0", "--tls-certificate", chain, "--tls-key", key, "--tls-certificate=" + second,
                         "--tls-key=" + second}));
    const SocketAddress address = local(child.wait_for("greeter on https://127.0.0.1:"));
    {
        Secure a(address), b(address, "b.example");
        EXPECT_EQ(a.certificate().common_name, "localhost");
        EXPECT_EQ(b.certificate().common_name, "b.example");
        EXPECT_EQ(a.ask("/"), "hello");
        EXPECT_EQ(b.ask("/scheme"), "https");
    }
    child.signal(SIGTERM);
    EXPECT_EQ(child.wait(), 0);
}

TEST_F(serve_tls, takes_certificates_from_the_environment) {
    const std::string file = write("a.pem", make_certificate({.names = {"a.example"}}).value());
    ::setenv("GREETER_TLS_CERTIFICATE", file.c_str(), 1);
    Child child(serving({"--port=0"}));
    ::unsetenv("GREETER_TLS_CERTIFICATE");
    EXPECT_EQ(Secure(local(child.wait_for("greeter on https://127.0.0.1:"))).certificate().common_name, "a.example");
}

TEST_F(serve_tls, the_certificate_for_development_stays_the_same) {
    std::string shown[2];
    for (std::string& fingerprint : shown) {
        Child child(serving({"--port=0", "--tls-dev"}));
        const auto said = wait_for_all(child, {"fingerprint=", "greeter on https://127.0.0.1:"});
        {
            Secure client(local(said[1]));
            EXPECT_EQ(client.ask("/"), "hello");
            fingerprint = client.certificate().fingerprint;
        }
        std::string plain;
        for (const char c : said[0].substr(0, said[0].find(' '))) {
            if (std::isalnum(static_cast<unsigned char>(c)))
                plain += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
        EXPECT_EQ(plain, fingerprint);
        child.signal(SIGTERM);
        EXPECT_EQ(child.wait(), 0);
    }
    EXPECT_EQ(shown[0], shown[1]);
    EXPECT_TRUE(std::filesystem::exists(path("kaon/localhost.pem")));
}

TEST_F(serve_tls, leads_from_http_to_https_for_its_own_hosts_only) {
    Child child(serving({"--port=0", "--tls-dev", "--redirect-http=0"}));
    const std::string port = child.wait_for("greeter on https://127.0.0.1:");
    const std::string said = child.wait_for("greeter on http://127.0.0.1:");
    EXPECT_NE(said.find(", which leads to HTTPS"), said.npos);
    const SocketAddress clear = local(said.substr(0, said.find(',')));
    const std::string led = ask(connected(clear), request("/a?b=c", "localhost:" + std::to_string(clear.port())));
    EXPECT_TRUE(led.starts_with("HTTP/1.1 308")) << led;
    EXPECT_NE(led.find("location: https://localhost:" + port + "/a?b=c\r\n"), led.npos) << led;
    EXPECT_TRUE(ask(connected(clear), request("/", "[::1]")).starts_with("HTTP/1.1 308"));
    for (const char* host : {"evil.example", "localhost.evil.example", "127.0.0.2"})
        EXPECT_TRUE(ask(connected(clear), request("/", host)).starts_with("HTTP/1.1 421")) << host;
    EXPECT_EQ(Secure(local(port)).ask("/"), "hello");
    EXPECT_TRUE(ask(connected(local(port)), request("/", "localhost")).starts_with("HTTP/1.1 400"));
}

TEST_F(serve_tls, reads_its_files_again_under_load_without_a_failure) {
    const auto made = [](const char* name) { return make_certificate({.names = {name, "localhost"}}).value(); };
    const std::string file = write("site.pem", made("old"));
    Child child(serving({"--port=0", "--tls-certificate", file}));
    const SocketAddress address = local(child.wait_for("greeter on https://127.0.0.1:"));
    std::atomic<bool> stopped = false;
    std::atomic<int> answered = 0, failed = 0;
    std::vector<std::thread> clients;
    for (int i = 0; i < 4; ++i) {
        clients.emplace_back([&] {
            while (!stopped) {
                Secure client(address);
                for (int k = 0; k < 5; ++k)
                    client.ask("/", k < 4 ? Kept::yes : Kept::no) == "hello" ? ++answered : ++failed;
            }
        });
    }
    Secure kept(address);
    EXPECT_EQ(kept.ask("/", Kept::yes), "hello");
    write("site.pem", "broken");
    child.signal(SIGHUP);
    EXPECT_NE(child.wait_for("the ones before stay").find("site.pem has no certificate"), std::string::npos);
    EXPECT_EQ(Secure(address).certificate().common_name, "old");
    for (int i = 0; i < 5; ++i) {
        write("new.pem", made("new"));
        std::filesystem::rename(path("new.pem"), file);
        child.signal(SIGHUP);
        child.wait_for("the certificates were read again");
    }
    EXPECT_EQ(Secure(address).certificate().common_name, "new");
    EXPECT_EQ(kept.certificate().common_name, "old");
    EXPECT_EQ(kept.ask("/", Kept::yes), "hello") << "who was connected stays so";
    stopped = true;
    for (std::thread& client : clients) client.join();
    EXPECT_EQ(failed, 0);
    EXPECT_GT(answered, 20);
    child.signal(SIGTERM);
    EXPECT_EQ(child.wait(), 0);
}

TEST_F(serve_tls, a_closed_terminal_ends_a_program_that_has_nothing_to_read_again) {
    Child child(serving({"--port=0", "--tls-dev"}));
    EXPECT_NE(child.wait_for("greeter on https://127.0.0.1:"), "");
    child.signal(SIGHUP);
    EXPECT_EQ(child.wait(), 128 + SIGHUP);
}

TEST_F(serve_tls, listens_on_several_addresses) {
    const std::string socket = "unix:" + path("app.sock");
    Child child(serving({"--listen=127.0.0.1:0", "--listen", "127.0.0.2:0", "--listen", socket, "--port=1"}));
    const std::string first = child.wait_for("greeter on http://127.0.0.1:");
    const std::string second = child.wait_for("greeter on http://127.0.0.2:");
    EXPECT_EQ(child.wait_for("greeter on unix:"), path("app.sock"));
    const SocketAddress other = SocketAddress::parse("127.0.0.2", local(second).port()).value();
    for (const SocketAddress& address : {local(first), other, SocketAddress::unix_path(path("app.sock")).value()})
        EXPECT_TRUE(ask(connected(address), request("/", "a")).ends_with("hello")) << address.text();
}

TEST_F(serve_tls, takes_the_peer_from_a_proxy_header_before_tls) {
    Child child(serving({"--port=0", "--tls-dev", "--trusted-proxy=127.0.0.0/8"}));
    const SocketAddress address = local(child.wait_for("greeter on https://127.0.0.1:"));
    EXPECT_EQ(Secure(address, "localhost", "PROXY TCP4 192.0.2.7 192.0.2.1 4711 443\r\n").ask("/peer"), "192.0.2.7");
    EXPECT_FALSE(Secure(address).met()) << "a trusted proxy always says whom it speaks for";
}

TEST_F(serve_tls, says_what_does_not_fit_together) {
    const TlsCertificate made = make_certificate({.names = {"localhost"}}).value();
    const std::string chain = write("chain.pem", made.chain), key = write("key.pem", made.key);
    const std::string other = write("other.pem", make_certificate({}).value().key);
    const struct {
        std::vector<std::string> words;
        std::string said;
    } table[] = {
        {{"--tls-certificate", chain},
         chain + " has no private key in PEM form that needs no password: name the key's file by --tls-key"},
        {{"--tls-certificate", path("none.pem")}, "cannot read " + path("none.pem") + ": No such file or directory"},
        {{"--tls-certificate", chain, "--tls-key", other}, other + " does not belong to " + chain},
        {{"--tls-key", key},
         "--tls-key: one for each --tls-certificate, in their order; none at all where the certificates' files hold "
         "the keys"},
        {{"--tls-dev", "--tls-certificate", chain},
         "--tls-dev makes a certificate of its own: drop it, or --tls-certificate"},
        {{"--redirect-http=80"}, "--redirect-http leads to HTTPS, which needs --tls-certificate or --tls-dev"},
        {{"--trusted-proxy=nobody"},
         "--trusted-proxy 'nobody' is no network: use 10.0.0.0/8, 192.0.2.7, fd00::/8 or unix"},
        {{"--listen=::1:3000"},
         "'::1:3000' is not an address with a port: use 127.0.0.1:3000, [::1]:3000 or unix:/run/app.sock"},
        {{"--listen=127.0.0.1"},
         "'127.0.0.1' is not an address with a port: use 127.0.0.1:3000, [::1]:3000 or unix:/run/app.sock"},
    };
    for (const auto& row : table) {
        Child child(serving(row.words));
        const std::string said = child.rest();
        EXPECT_EQ(said, "greeter: " + row.said + "\n");
        EXPECT_EQ(child.wait(), 1);
    }
    ServeOptions own;
    own.server.tls = runtime::TlsServer::load({.certificates = {made}}).value();
    EXPECT_NE(Child(serving({"--tls-dev"}, own)).rest().find("greeter: this program brings its own certificates"),
              std::string::npos);
}

// A restart hands both sockets over, and the new process knows which of them is in the clear.
TEST_F(serve_tls, a_restart_keeps_the_way_from_http_to_https) {
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    Child child({KAON_RESTARTING, "--port=0", "--tls-dev", "--redirect-http=0"});
    const SocketAddress address = local(child.wait_for("restarting on https://127.0.0.1:"));
    const std::string said = child.wait_for("restarting on http://127.0.0.1:");
    const SocketAddress clear = local(said.substr(0, said.find(',')));
    const std::string first = Secure(address).ask("/");
    child.signal(SIGUSR2);
    EXPECT_EQ(child.wait(), 0);
    const std::string second = Secure(address).ask("/");
    EXPECT_NE(second, first);
    EXPECT_TRUE(ask(connected(clear), request("/", "localhost")).starts_with("HTTP/1.1 308"));
    const int pid = std::stoi("0" + second);
    ASSERT_GT(pid, 1);
    ::kill(pid, SIGTERM);
    ::waitpid(pid, nullptr, 0);
    ::prctl(PR_SET_CHILD_SUBREAPER, 0);
}

}  // namespace kaon::inline v0
