// The table of std::errc, and the one code of Asio's own that programs look for.
#include "kaon/asio/asio_error.hpp"

#include <string>
#include <string_view>

namespace kaon::inline v0 {

namespace {

// asio::error::misc_errors, by the name of its category: this part is compiled without Asio.
bool is_end_of_stream(const std::error_code& code) {
    return code.value() == 2 && std::string_view(code.category().name()) == "asio.misc";
}

// Asio's own category for what the system says compares with no condition.
std::error_code comparable(const std::error_code& code) {
    const bool is_systems = std::string_view(code.category().name()) == "asio.system";
    return is_systems ? std::error_code(code.value(), std::system_category()) : code;
}

Errc kind_of(const std::error_code& code) {
    if (code == std::errc::operation_canceled) return Errc::cancelled;
    if (code == std::errc::timed_out) return Errc::timeout;
    if (code == std::errc::address_in_use) return Errc::conflict;
    if (code == std::errc::permission_denied || code == std::errc::operation_not_permitted) return Errc::forbidden;
    if (code == std::errc::no_such_file_or_directory) return Errc::not_found;
    if (code == std::errc::message_size) return Errc::too_large;
    return Errc::unavailable;
}

}  // namespace

CodeText describe(AsioErrc code) {
    switch (code) {
        case AsioErrc::end: return {Errc::unavailable, "end", "The stream has ended."};
        case AsioErrc::forgotten: return {Errc::unavailable, "forgotten", "Nobody will answer."};
    }
    return {Errc::internal, "asio", "Something went wrong on our side."};
}

Error asio_error(const std::error_code& code) {
    const std::string words = std::string(code.category().name()) + ": " + code.message();
    if (is_end_of_stream(code)) return Error(AsioErrc::end).with_detail(words);
    return Error(kind_of(comparable(code))).with_detail(words);
}

}  // namespace kaon::inline v0
