// Whom the system trusts: read once, read again when the file has changed, and what a client adds stays its own.
#include <cstdlib>
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "kaon/runtime/detail/system_authorities.hpp"
#include "kaon/runtime/tls_certificate.hpp"

using namespace kaon;
using namespace kaon::runtime;
using runtime::detail::OwnedContext, runtime::detail::Store, runtime::detail::trust_the_systems;

namespace {

// The file of authorities that OpenSSL looks for, in place of the system's.
class SystemFile {
public:
    SystemFile() : path_(testing::TempDir() + "authorities-" + std::to_string(::getpid()) + ".pem") {
        ::setenv("SSL_CERT_FILE", path_.c_str(), 1);
        ::setenv("SSL_CERT_DIR", "/nowhere", 1);
    }
    ~SystemFile() {
        ::unsetenv("SSL_CERT_FILE");
        ::unsetenv("SSL_CERT_DIR");
        ::unlink(path_.c_str());
    }
    void hold(const std::string& pem) {
        ::unlink(path_.c_str());
        std::ofstream(path_) << pem;
    }

private:
    std::string path_;
};

OwnedContext client(Store store) {
    OwnedContext context(SSL_CTX_new(TLS_client_method()));
    EXPECT_TRUE(trust_the_systems(context.get(), store).has_value());
    return context;
}
X509_STORE* store_of(const OwnedContext& context) { return SSL_CTX_get_cert_store(context.get()); }

std::size_t authorities(const OwnedContext& context) {
    return static_cast<std::size_t>(sk_X509_OBJECT_num(X509_STORE_get0_objects(store_of(context))));
}

std::string authority(const std::string& name) {
    return make_certificate({.names = {name}, .authority = true}).value().chain;
}

}  // namespace

TEST(system_authorities, are_read_once_and_again_when_their_file_has_changed) {
    SystemFile file;
    file.hold(authority("one"));
    const OwnedContext first = client(Store::shared), second = client(Store::shared);
    EXPECT_EQ(store_of(first), store_of(second));
    EXPECT_EQ(authorities(first), 1u);
    file.hold(authority("one") + authority("two"));
    const OwnedContext third = client(Store::shared);
    EXPECT_NE(store_of(third), store_of(first));
    EXPECT_EQ(authorities(third), 2u);
    EXPECT_EQ(authorities(first), 1u) << "what a client has, it keeps";
}

TEST(system_authorities, to_which_a_client_adds_are_its_own) {
    SystemFile file;
    file.hold(authority("one"));
    const OwnedContext sharing = client(Store::shared), adding = client(Store::own);
    EXPECT_EQ(authorities(adding), 1u);
    const std::string pem = authority("more");
    const runtime::detail::OwnedCertificate more(
        PEM_read_bio_X509(runtime::detail::reading(pem).get(), nullptr, nullptr, nullptr));
    ASSERT_EQ(X509_STORE_add_cert(store_of(adding), more.get()), 1);
    EXPECT_EQ(authorities(adding), 2u);
    EXPECT_EQ(authorities(sharing), 1u);
}

TEST(system_authorities, that_are_not_there_are_nobody) {
    SystemFile file;
    EXPECT_EQ(authorities(client(Store::shared)), 0u);
    EXPECT_EQ(authorities(client(Store::own)), 0u);
}
