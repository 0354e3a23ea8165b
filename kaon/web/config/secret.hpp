// Secret: text that is used and never shown: logs, JSON and `to_text` see "[redacted]".
//
//   struct Settings { Secret api_key; };
//   connect(settings.api_key.reveal());
//
// Threads: a value.
#pragma once

#include <string>
#include <string_view>

#include "kaon/base/result.hpp"

namespace kaon::inline v0 {

class Secret {
public:
    static constexpr bool is_shareable = true;

    Secret() = default;
    explicit Secret(std::string text) : text_(std::move(text)) {}

    const std::string& reveal() const { return text_; }
    bool empty() const { return text_.empty(); }

    static Result<Secret> from_text(std::string_view text) { return Secret(std::string(text)); }
    std::string to_text() const { return text_.empty() ? "" : "[redacted]"; }

private:
    std::string text_;
};

}  // namespace kaon::inline v0
