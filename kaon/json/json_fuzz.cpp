// Fuzzes the reader: any bytes, into a rich struct, a Value and a Raw. What reads must write, and read back equal.
// Empty optionals are left out, since null means something else to optional<optional<T>>.
#include <array>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>

#include "kaon/json/read.hpp"
#include "kaon/json/value.hpp"
#include "kaon/json/write.hpp"
#include "kaon/reflect/validate.hpp"

namespace {
using namespace kaon;

enum class Colour : unsigned char { red, green };

struct Name {
    std::string text;
    static Result<Name> from_text(std::string_view text) {
        if (text.size() > 5) return Error(Errc::unprocessable, "too long");
        return Name{std::string(text)};
    }
    std::string to_text() const { return text; }
    bool operator==(const Name&) const = default;
};

struct Rich {
    bool b = false;
    std::int8_t i8 = 0;
    std::uint64_t u64 = 0;
    std::int64_t i64 = 0;
    float f = 0;
    double d = 0;
    std::string s;
    Colour c = Colour::red;
    Name n;
    std::optional<std::optional<int>> oo;
    std::vector<std::string> list;
    std::array<std::int16_t, 2> pair{};
    std::map<std::string, double> map;
    json::Value value;
    json::Raw raw{"null"};
    std::vector<Rich> children;
    bool operator==(const Rich&) const = default;
    static consteval auto describe() {
        using reflect::Presence;
        constexpr auto any = Presence::defaulted;
        return reflect::rules({{.field = "b", .presence = any},
                               {.field = "i8", .presence = any, .max = 5},
                               {.field = "u64", .presence = any},
                               {.field = "i64", .presence = any},
                               {.field = "f", .presence = any},
                               {.field = "d", .presence = any},
                               {.field = "s", .presence = any, .max_length = 3},
                               {.field = "c", .presence = any},
                               {.field = "n", .presence = any},
                               {.field = "list", .presence = any},
                               {.field = "pair", .presence = any},
                               {.field = "map", .presence = any},
                               {.field = "value", .presence = any},
                               {.field = "raw", .presence = any},
                               {.field = "children", .presence = any}});
    }
};

template <class T>
bool round_trip(std::string_view text, T& reused, const json::Options& options) {
    const auto first = json::read<T>(text, options);
    if (json::read_into(reused, text, options).has_value() != first.has_value()) std::abort();
    if (!first) return false;
    if (!(reused == *first)) std::abort();
    for (const json::Escaping escaping : {json::Escaping::json, json::Escaping::html}) {
        const std::string written = json::write(*first, {.escaping = escaping, .empty = json::Empty::omitted});
        const auto second =
            json::read<T>(written, {.duplicate_keys = options.duplicate_keys, .max_size = written.size()});
        if (!second) std::abort();
        // Raw text changes under html escaping; the value it stands for does not.
        if (escaping == json::Escaping::json && !(*second == *first)) std::abort();
        if (json::write(*second, {.escaping = escaping, .empty = json::Empty::omitted}) != written) std::abort();
    }
    return true;
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static Rich rich;
    static json::Value value;
    static json::Raw raw;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    json::Options options;
    if (size % 2) options.duplicate_keys = json::DuplicateKeys::last_wins;
    if (size % 3 == 0) options.source = json::Source::forms;
    const bool is_json = round_trip(text, value, options);
    if (is_json && !round_trip(text, raw, {})) std::abort();
    if (round_trip(text, rich, options)) static_cast<void>(reflect::validate(rich));
    return 0;
}
