// TicketKeys: the keys that a server's session tickets are sealed with, shared by its cores, changed in time.
//
//   SSL_CTX_set_tlsext_ticket_key_evp_cb(...)      // calls seal_or_open()
//
// The last key still opens tickets, which are renewed then; older ones lead to a full handshake. Nothing is written
// anywhere: a restart forgets all of them. Source: RFC 5077, sections 4 and 5. Threads: any.
#pragma once

#include <cstdint>
#include <mutex>

#include "kaon/runtime/detail/openssl.hpp"

namespace kaon::inline v0::runtime::detail {

class TicketKeys {
public:
    static constexpr std::int64_t lifetime_seconds = 12 * 3600;

    TicketKeys() { rotate(); }
    ~TicketKeys();
    void rotate();
    // What OpenSSL's callback gives: -1 an error, 0 no such key, 1 good, 2 good and to be renewed.
    int seal_or_open(unsigned char name[16], unsigned char* iv, EVP_CIPHER_CTX* cipher, EVP_MAC_CTX* mac, int seals);

private:
    struct Key {
        unsigned char name[16];
        unsigned char cipher[32];
        unsigned char mac[32];
        std::int64_t made = 0;  // 0: none
    };
    void rotate_locked(std::int64_t now);

    std::mutex mutex_;
    Key current_;
    Key last_;
};

}  // namespace kaon::inline v0::runtime::detail
