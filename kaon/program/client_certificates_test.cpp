// --tls-client-ca: who gets in with which certificate, what a handler learns of it, files that cannot be used.
#include <csignal>

#include "kaon/program/tls_test.hpp"

namespace kaon::inline v0 {
namespace {

using namespace program::testing;

class serve_client_certificates : public ServeTls {
protected:
    struct Authority {
        TlsCertificate own;
        TlsCertificate issued(const char* name) const {
            return make_certificate({.names = {name}, .issuer = &own}).value();
        }
    };
    static Authority authority(const char* name) {
        return {make_certificate({.names = {name}, .authority = true}).value()};
    }
    // Who a client is to the server; empty: it was not let in.
    static std::string seen(const SocketAddress& address, const TlsCertificate& shown = {}) {
        return Secure(address, "localhost", "", shown).ask("/who");
    }
};

}  // namespace

TEST_F(serve_client_certificates, are_required_and_tell_handlers_who_it_is) {
    const Authority ours = authority("ours"), other = authority("other");
    Child child(serving({"--port=0", "--tls-dev", "--tls-client-ca", write("ca.pem", ours.own.chain)}));
    const SocketAddress address = local(child.wait_for("greeter on https://127.0.0.1:"));
    EXPECT_EQ(seen(address, ours.issued("billing")), "CN=billing");
    EXPECT_EQ(seen(address), "");
    EXPECT_EQ(seen(address, other.issued("billing")), "");
    EXPECT_EQ(seen(address, ours.issued("billing")), "CN=billing") << "the others have left no trace";
}

TEST_F(serve_client_certificates, may_be_optional_but_never_somebody_elses) {
    const Authority ours = authority("ours"), other = authority("other");
    const std::string file = write("site.pem", make_certificate({.names = {"localhost"}}).value());
    Child child(serving({"--port=0", "--tls-certificate", file, "--tls-client-ca", write("ca.pem", ours.own.chain),
                         "--tls-clients=optional"}));
    const SocketAddress address = local(child.wait_for("greeter on https://127.0.0.1:"));
    EXPECT_EQ(seen(address, ours.issued("billing")), "CN=billing");
    EXPECT_EQ(seen(address), "nobody");
    EXPECT_EQ(seen(address, other.issued("billing")), "");
}

// What cannot be used changes nothing; another authority is trusted in the place of the first.
TEST_F(serve_client_certificates, are_of_the_authorities_that_the_file_has_at_sighup) {
    const Authority first = authority("first"), second = authority("second");
    const std::string file = write("ca.pem", first.own.chain);
    Child child(serving({"--port=0", "--tls-dev", "--tls-client-ca", file}));
    const SocketAddress address = local(child.wait_for("greeter on https://127.0.0.1:"));
    EXPECT_EQ(seen(address, first.issued("billing")), "CN=billing");
    write("ca.pem", "broken");
    child.signal(SIGHUP);
    EXPECT_NE(child.wait_for("the ones before stay").find("ca.pem has no certificate of an authority"),
              std::string::npos);
    EXPECT_EQ(seen(address, first.issued("billing")), "CN=billing");
    write("ca.pem", second.own.chain);
    child.signal(SIGHUP);
    child.wait_for("the certificates were read again");
    EXPECT_EQ(seen(address, second.issued("billing")), "CN=billing");
    EXPECT_EQ(seen(address, first.issued("billing")), "");
    child.signal(SIGTERM);
    EXPECT_EQ(child.wait(), 0);
}

TEST_F(serve_client_certificates, files_that_cannot_be_used_are_one_line_each) {
    const Authority ours = authority("ours");
    const std::string damaged = ours.own.chain + "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n";
    const std::string issued = write("billing.pem", ours.issued("billing").chain), empty = write("empty.pem", "");
    const struct {
        std::vector<std::string> words;
        int status;
        std::string said;
    } table[] = {
        {{"--tls-dev", "--tls-client-ca", path("none.pem")},
         1,
         "cannot read " + path("none.pem") + ": No such file or directory"},
        {{"--tls-dev", "--tls-client-ca", empty}, 1, empty + " has no certificate of an authority in PEM form"},
        {{"--tls-dev", "--tls-client-ca", write("two.pem", damaged)},
         1,
         path("two.pem") + " is damaged behind its certificate number 1"},
        {{"--tls-dev", "--tls-client-ca", issued},
         1,
         issued + " holds the certificate of CN=billing, which is not that of an authority"},
        {{"--tls-client-ca", empty},
         1,
         "--tls-client-ca asks clients for certificates in HTTPS, which needs --tls-certificate or --tls-dev"},
        {{"--tls-clients=sometimes"}, 2, "--tls-clients: must be one of: required, optional"},
    };
    for (const auto& row : table) {
        std::vector<std::string> words = row.words;
        words.push_back("--log-level=error");
        Child child(serving(words));
        EXPECT_EQ(child.rest(), "greeter: " + row.said + "\n");
        EXPECT_EQ(child.wait(), row.status);
    }
}

}  // namespace kaon::inline v0
