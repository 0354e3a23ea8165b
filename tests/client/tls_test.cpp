// Certificates are verified: by who signed them and for which name, whatever else is asked for.
#include "kaon/client/client.hpp"
#include "kaon/runtime/runtime.hpp"
#include "tests/client/tls_server.hpp"

using namespace kaon;
using namespace kaon::client;
using namespace kaon::client::testing;

namespace {

std::string ask(const TlsServer& server, const std::string& host, const std::string& authority) {
    runtime::Runtime runtime({.cores = 1});
    const Client client(
        {.retries = {.attempts = 1}, .addresses = {{host, "127.0.0.1:" + server.port()}}, .ca_file = authority});
    auto outcome = runtime.run(client.get("https://" + host + "/").text());
    return outcome ? *outcome : std::string(outcome.error().name());
}

}  // namespace

TEST(client_tls, takes_a_certificate_only_from_who_is_trusted_and_for_its_name) {
    const TlsServer server("api.example"), other("api.example");
    EXPECT_EQ(ask(server, "api.example", server.authority_file()), "secret");
    EXPECT_EQ(ask(server, "api.example", ""), "tls");
    EXPECT_EQ(ask(server, "api.example", other.authority_file()), "tls");
    EXPECT_EQ(ask(server, "evil.example", server.authority_file()), "tls");
    EXPECT_EQ(ask(server, "127.0.0.1", server.authority_file()), "tls") << "an address is a name, too";
    EXPECT_EQ(ask(server, "api.example", "/nonexistent/authority.pem"), "tls");
}
