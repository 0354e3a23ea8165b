// TlsServer: a server over TLS for tests, with a certificate of its own making for one name; one answer a connection.
//
//   TlsServer server("api.example");
//   server.port(); server.authority_file();      // PEM, what a client must trust
//
// Threads: one of its own, which ends with it.
#pragma once

#include <string>
#include <thread>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "kaon/base/fd.hpp"

namespace kaon::inline v0::client::testing {

class TlsServer {
public:
    explicit TlsServer(const std::string& name) : context_(SSL_CTX_new(TLS_server_method())) {
        EVP_PKEY* key = EVP_EC_gen("P-256");
        X509* certificate = make(key, name);
        EXPECT_EQ(SSL_CTX_use_certificate(context_, certificate), 1);
        EXPECT_EQ(SSL_CTX_use_PrivateKey(context_, key), 1);
        const Fd file(::mkstemp(path_));
        BIO* out = BIO_new_fd(file.number(), BIO_NOCLOSE);
        EXPECT_EQ(PEM_write_bio_X509(out, certificate), 1);
        BIO_free(out);
        X509_free(certificate);
        EVP_PKEY_free(key);
        sockaddr_in address{.sin_family = AF_INET, .sin_port = 0, .sin_addr = {htonl(INADDR_LOOPBACK)}};
        EXPECT_EQ(::bind(listener_.number(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
        EXPECT_EQ(::listen(listener_.number(), 16), 0);
        socklen_t size = sizeof address;
        ::getsockname(listener_.number(), reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this] { serve(); });
    }
    TlsServer(const TlsServer&) = delete;
    TlsServer& operator=(const TlsServer&) = delete;
    ~TlsServer() {
        ::shutdown(listener_.number(), SHUT_RDWR);  // ends accept()
        thread_.join();
        SSL_CTX_free(context_);
        ::unlink(path_);
    }

    std::string port() const { return std::to_string(port_); }
    std::string authority_file() const { return path_; }

private:
    static X509* make(EVP_PKEY* key, const std::string& name) {
        X509* certificate = X509_new();
        X509_set_version(certificate, X509_VERSION_3);
        ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
        X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
        X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
        X509_set_pubkey(certificate, key);
        const auto* common = reinterpret_cast<const unsigned char*>("test");
        X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC, common, -1, -1, 0);
        X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
        X509_EXTENSION* names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, ("DNS:" + name).c_str());
        X509_add_ext(certificate, names, -1);
        X509_EXTENSION_free(names);
        EXPECT_NE(X509_sign(certificate, key, EVP_sha256()), 0);
        return certificate;
    }

    void serve() {
        for (;;) {
            const Fd peer(::accept(listener_.number(), nullptr, nullptr));
            if (!peer) return;
            SSL* ssl = SSL_new(context_);
            SSL_set_fd(ssl, peer.number());
            char room[4096];
            if (SSL_accept(ssl) == 1 && SSL_read(ssl, room, sizeof room) > 0) {
                constexpr std::string_view answer = "HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nsecret";
                SSL_write(ssl, answer.data(), static_cast<int>(answer.size()));
                SSL_shutdown(ssl);
            }
            SSL_free(ssl);
        }
    }

    SSL_CTX* context_;
    char path_[32] = "/tmp/kaon_authority_XXXXXX";
    Fd listener_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    std::uint16_t port_ = 0;
    std::thread thread_;
};

}  // namespace kaon::inline v0::client::testing
