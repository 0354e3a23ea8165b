// CallFailure: an Error as a component shows it: a value that a signal can hold.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kaon/base/error.hpp"

namespace kaon::inline v0 {

struct CallFailure {
    Errc kind = Errc::internal;
    std::string_view code{};  // its name
    std::string text{};       // for the public
    std::vector<FieldError> fields{};

    template <ErrorCode E>
    bool is(E wanted) const {
        const CodeText about = describe(wanted);
        return about.kind == kind && about.name == code;
    }
    // What is wrong with the field; empty when nothing is.
    std::string_view message(std::string_view path) const [[clang::lifetimebound]];
};

CallFailure failure_of(const Error& error);

}  // namespace kaon::inline v0
