// trust_the_systems(): a client's context trusts the authorities that the system trusts.
//
//   if (Result<> trusted = trust_the_systems(context, Store::shared); !trusted) ...
//
// They are read once for the whole program (tens of milliseconds for the hundred and fifty of Debian), and again when
// their file or folder has changed since: SSL_CERT_FILE and SSL_CERT_DIR, or where OpenSSL was built to look. What
// clients have by then, they keep. A file that is not there is no error: nobody is trusted then.
// Errors: Errc::invalid, no memory. Threads: any.
#pragma once

#include "kaon/runtime/detail/openssl.hpp"

namespace kaon::inline v0::runtime::detail {

// own: with a store to which more can be added.
enum class Store : std::uint8_t { shared, own };
Result<> trust_the_systems(SSL_CTX* context, Store store);

}  // namespace kaon::inline v0::runtime::detail
