// FormReader: the pairs of application/x-www-form-urlencoded text, decoded one by one: queries and form bodies.
//
//   FormReader form(request.query);
//   while (form.next()) use(form.key(), form.value());
//   co_await form.outcome();      // Errc::invalid: broken escapes or UTF-8; Errc::too_large: over a limit
//
// As https://url.spec.whatwg.org/#urlencoded-parsing, but for invalid escapes, which are refused, not kept.
// Threads: a value. Lifetime: key and value are valid until the next call; the text outlives the reader.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "kaon/base/result.hpp"

namespace kaon::inline v0::http {

struct FormLimits {
    std::uint64_t bytes = 1024 * 1024;
    std::uint32_t pairs = 1000;
};

class FormReader {
public:
    explicit FormReader(std::string_view text, FormLimits limits = {});

    // False at the end, and at the first thing that is wrong.
    bool next();
    std::string_view key() const [[clang::lifetimebound]] { return key_; }
    std::string_view value() const [[clang::lifetimebound]] { return value_; }
    // How it ended; good as long as nothing was wrong.
    Result<> outcome() const;

private:
    enum class Wrong : std::uint8_t { nothing, encoding, size, count };
    bool fail(Wrong wrong);
    static bool decode(std::string_view text, std::string& buffer, std::string_view& out);

    std::string_view rest_;
    std::string_view key_;
    std::string_view value_;
    std::string key_buffer_;
    std::string value_buffer_;
    std::uint32_t pairs_left_;
    Wrong wrong_ = Wrong::nothing;
};

}  // namespace kaon::inline v0::http
