// AsioErrc and asio_error(): what Asio's error codes are here.
//
//   Result<std::size_t> n = co_await attempt(asio::async_read(socket, buffer, use_task));
//   if (!n && n.error().is(AsioErrc::end)) ...       // the peer has closed its side
//
// operation_aborted is Errc::cancelled, whoever has aborted it; timed_out Errc::timeout, address_in_use Errc::conflict,
// permission_denied Errc::forbidden, no such file Errc::not_found, message_size Errc::too_large; all else is
// Errc::unavailable. The detail has the category and its words. Threads: pure functions.
#pragma once

#include <cstdint>
#include <system_error>

#include "kaon/base/error.hpp"

namespace kaon::inline v0 {

enum class AsioErrc : std::uint8_t {
    end,  // of a stream; its kind is Errc::unavailable
    forgotten,  // the operation was given up without an answer: its context has ended, or could not start it
};

CodeText describe(AsioErrc code);

// Of a code that says failure.
Error asio_error(const std::error_code& code);

}  // namespace kaon::inline v0
