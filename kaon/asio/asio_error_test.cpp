// What Asio's codes become, its own categories and the system's.
#include <asio/error.hpp>
#include <gtest/gtest.h>

#include "kaon/asio/asio_error.hpp"

using namespace kaon;

TEST(asio_error, says_what_a_program_can_do_about_it) {
    const struct {
        std::error_code code;
        Errc kind;
    } cases[] = {
        {::asio::error::operation_aborted, Errc::cancelled},
        {::asio::error::timed_out, Errc::timeout},
        {::asio::error::address_in_use, Errc::conflict},
        {::asio::error::access_denied, Errc::forbidden},
        {::asio::error::message_size, Errc::too_large},
        {::asio::error::connection_refused, Errc::unavailable},
        {::asio::error::eof, Errc::unavailable},
        {::asio::error::host_not_found, Errc::unavailable},
        {std::make_error_code(std::errc::no_such_file_or_directory), Errc::not_found},
        {std::error_code(EPERM, std::system_category()), Errc::forbidden},
    };
    for (const auto& [code, kind] : cases) {
        const Error error = asio_error(code);
        EXPECT_EQ(error.kind(), kind) << code.message();
        EXPECT_EQ(error.detail(), std::string(code.category().name()) + ": " + code.message());
        EXPECT_EQ(error.is(AsioErrc::end), code == ::asio::error::eof);
    }
}
