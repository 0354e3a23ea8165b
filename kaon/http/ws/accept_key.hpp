// Keys of the opening handshake: a client sends one, and the answer proves that it was read (RFC 6455, section 4.2.2).
//
//   is_key("dGhlIHNhbXBsZSBub25jZQ==")          // true: sixteen bytes in base64
//   accept_key("dGhlIHNhbXBsZSBub25jZQ==")       // "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
//
// SHA-1 protects nothing here, it only tells a WebSocket server from others; hence no library for it.
// Threads: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::http::ws {

bool is_key(std::string_view text);
std::string accept_key(std::string_view key);

}  // namespace kaon::inline v0::http::ws
