// Sealing and opening tickets: AES-256-CBC with HMAC-SHA256, as OpenSSL lays them out.
#include "kaon/runtime/detail/ticket_keys.hpp"

#include <cstring>
#include <ctime>

#include <openssl/core_names.h>
#include <openssl/rand.h>

namespace kaon::inline v0::runtime::detail {

TicketKeys::~TicketKeys() {
    OPENSSL_cleanse(&current_, sizeof current_);
    OPENSSL_cleanse(&last_, sizeof last_);
}

void TicketKeys::rotate() {
    const std::lock_guard lock(mutex_);
    rotate_locked(std::time(nullptr));
}

// Without random bytes no tickets: the full handshake, which needs some too, says so.
void TicketKeys::rotate_locked(std::int64_t now) {
    last_ = current_;
    const bool made = RAND_bytes(current_.name, sizeof current_.name) == 1 &&
                      RAND_bytes(current_.cipher, sizeof current_.cipher) == 1 &&
                      RAND_bytes(current_.mac, sizeof current_.mac) == 1;
    current_.made = made ? now : 0;
}

int TicketKeys::seal_or_open(unsigned char name[16], unsigned char* iv, EVP_CIPHER_CTX* cipher, EVP_MAC_CTX* mac,
                             int seals) {
    const std::lock_guard lock(mutex_);
    const std::int64_t now = std::time(nullptr);
    if (now - current_.made >= lifetime_seconds) rotate_locked(now);
    const Key* key = &current_;
    int good = 1;
    if (!seals && std::memcmp(name, current_.name, sizeof current_.name) != 0) {
        key = &last_;
        good = 2;
        if (std::memcmp(name, last_.name, sizeof last_.name) != 0 || now - last_.made >= 2 * lifetime_seconds) return 0;
    }
    if (key->made == 0) return 0;
    if (seals) {
        std::memcpy(name, key->name, sizeof key->name);
        if (RAND_bytes(iv, EVP_CIPHER_get_iv_length(EVP_aes_256_cbc())) != 1) return -1;
    }
    char digest[] = "SHA256";
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_octet_string(OSSL_MAC_PARAM_KEY, const_cast<unsigned char*>(key->mac), sizeof key->mac),
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0), OSSL_PARAM_construct_end()};
    const bool set = EVP_CipherInit_ex(cipher, EVP_aes_256_cbc(), nullptr, key->cipher, iv, seals) == 1 &&
                     EVP_MAC_CTX_set_params(mac, parameters) == 1;
    return set ? good : -1;
}

}  // namespace kaon::inline v0::runtime::detail
