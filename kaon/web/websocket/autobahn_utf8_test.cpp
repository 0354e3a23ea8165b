// Autobahn, section 6: text is UTF-8, over fragments too, and fails as soon as it cannot be.
#include "kaon/base/utf8.hpp"
#include "kaon/web/websocket/autobahn_test.hpp"

namespace kaon::inline v0::autobahn {

static std::string from_hex(std::string_view hex) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
    }
    return bytes;
}

// The message in one frame; both alike.
static void expect_text(const std::string& id, std::string_view hex, bool is_valid) {
    const std::string payload = from_hex(hex);
    expect_case({id, text(payload) + close_1000, is_valid ? "text:" + payload + " close:1000 " : "close:1007 "});
}
static std::string octet_by_octet(std::string_view payload) {
    std::string frames = first(Opcode::text, payload.substr(0, 1));
    for (std::size_t i = 1; i + 1 < payload.size(); ++i) frames += more(payload.substr(i, 1));
    return frames + last(payload.substr(payload.size() - 1));
}

TEST(autobahn, section_6_1_and_6_2_valid_text_in_any_fragments) {
    const std::string mixed = "Hello-\xc2\xb5@\xc3\x9f\xc3\xb6\xc3\xa4\xc3\xbc\xc3\xa0\xc3\xa1-UTF-8!!";
    const std::string greek = from_hex("cebae1bdb9cf83cebcceb5");
    const auto back = [](const std::string& payload) { return "text:" + payload + " close:1000 "; };
    const Case cases[] = {
        {"6.1.1", text("") + close_1000, back("")},
        {"6.1.2", first(Opcode::text, "") + more("") + last("") + close_1000, back("")},
        {"6.1.3", first(Opcode::text, "") + more("middle frame payload") + last("") + close_1000,
         back("middle frame payload")},
        {"6.2.1", text(mixed) + close_1000, back(mixed)},
        {"6.2.2", first(Opcode::text, mixed.substr(0, 12)) + last(mixed.substr(12)) + close_1000, back(mixed)},
        {"6.2.3", octet_by_octet(mixed) + close_1000, back(mixed)},
        {"6.2.4", octet_by_octet(greek) + close_1000, back(greek)},
    };
    for (const Case& one : cases) expect_case(one);
}

TEST(autobahn, section_6_3_and_6_4_invalid_text_fails_at_once) {
    const std::string greek = from_hex("cebae1bdb9cf83cebcceb5"), after = "edited";
    const std::string surrogate = greek + from_hex("eda080") + after;
    expect_case({"6.3.1", text(surrogate), "close:1007 "});
    expect_case({"6.3.2", octet_by_octet(surrogate), "close:1007 "});
    // The last piece of each is never sent: the answer does not wait for it.
    expect_case({"6.4.1", first(Opcode::text, greek) + more(from_hex("f4908080")), "close:1007 "});
    expect_case({"6.4.2", first(Opcode::text, greek + "\xf4") + more("\x90"), "close:1007 "});
    const std::string whole = text(greek + from_hex("f4908080") + after);
    const std::size_t head = 6 + greek.size();
    expect_case({"6.4.3", whole.substr(0, head + 4), "close:1007 "});
    expect_case({"6.4.4", whole.substr(0, head + 2), "close:1007 ", 1});
    EXPECT_EQ(run(whole.substr(0, head + 1)), "");  // nothing is wrong yet
}

TEST(autobahn, section_6_5_to_6_11_the_borders_of_valid_text) {
    const struct {
        const char* section;
        std::vector<const char*> texts;
        std::string valid;  // a letter for each: y or n
    } groups[] = {
        {"6.5",
         {"68656c6c6f24776f726c64", "68656c6c6fc2a2776f726c64", "68656c6c6fe282ac776f726c64",
          "68656c6c6ff0a4ada2776f726c64", "cebae1bdb9cf83cebcceb5"},
         "yyyyy"},
        {"6.6",
         {"ce", "ceba", "cebae1", "cebae1bd", "cebae1bdb9", "cebae1bdb9cf", "cebae1bdb9cf83", "cebae1bdb9cf83ce",
          "cebae1bdb9cf83cebc", "cebae1bdb9cf83cebcce", "cebae1bdb9cf83cebcceb5"},
         "nynnynynyny"},
        {"6.7", {"00", "c280", "e0a080", "f0908080"}, "yyyy"},
        {"6.8", {"f888808080", "fc8480808080"}, "nn"},
        {"6.9", {"7f", "dfbf", "efbfbf", "f48fbfbf"}, "yyyy"},
        {"6.10", {"f7bfbfbf", "fbbfbfbfbf", "fdbfbfbfbfbf"}, "nnn"},
        {"6.11", {"ed9fbf", "ee8080", "efbfbd", "f48fbfbf", "f4908080"}, "yyyyn"},
    };
    for (const auto& [section, texts, valid] : groups) {
        for (std::size_t i = 0; i < texts.size(); ++i) {
            expect_text(std::string(section) + "." + std::to_string(i + 1), texts[i], valid[i] == 'y');
        }
    }
}

TEST(autobahn, section_6_12_to_6_21_malformed_sequences) {
    std::string all_continuations, starts_2, starts_3, starts_4;
    const auto append = [](std::string& to, int byte, const char* then) {
        constexpr std::string_view digits = "0123456789abcdef";
        to += digits[static_cast<std::size_t>(byte >> 4)];
        to += digits[static_cast<std::size_t>(byte & 15)];
        to += then;
    };
    for (int byte = 0x80; byte <= 0xbf; ++byte) append(all_continuations, byte, "");
    for (int byte = 0xc0; byte <= 0xdf; ++byte) append(starts_2, byte, "20");
    for (int byte = 0xe0; byte <= 0xef; ++byte) append(starts_3, byte, "20");
    for (int byte = 0xf0; byte <= 0xf7; ++byte) append(starts_4, byte, "20");
    const std::vector<std::string> cut_off = {"c0", "e080", "f08080", "f8808080", "fc80808080",
                                              "df", "efbf", "f7bfbf", "fbbfbfbf", "fdbfbfbfbf"};
    std::string cut_off_in_a_row;
    for (const std::string& one : cut_off) cut_off_in_a_row += one;
    const std::pair<const char*, std::vector<std::string>> groups[] = {
        {"6.12", {"80", "bf", "80bf", "80bf80", "80bf80bf", "80bf80bf80", "80bf80bf80bf", all_continuations}},
        {"6.13", {starts_2, starts_3, starts_4, "f820f920fa20fb20", "fc20fd20"}},
        {"6.14", cut_off},
        {"6.15", {cut_off_in_a_row}},
        {"6.16", {"fe", "ff", "fefeffff"}},
        {"6.17", {"c0af", "e080af", "f08080af", "f8808080af", "fc80808080af"}},
        {"6.18", {"c1bf", "e09fbf", "f08fbfbf", "f887bfbfbf", "fc83bfbfbfbf"}},
        {"6.19", {"c080", "e08080", "f0808080", "f880808080", "fc8080808080"}},
        {"6.20", {"eda080", "edadbf", "edae80", "edafbf", "edb080", "edbe80", "edbfbf"}},
        {"6.21",
         {"eda080edb080", "eda080edbfbf", "edadbfedb080", "edadbfedbfbf", "edae80edb080", "edae80edbfbf",
          "edafbfedb080", "edafbfedbfbf"}},
    };
    for (const auto& [section, texts] : groups) {
        for (std::size_t i = 0; i < texts.size(); ++i) {
            expect_text(std::string(section) + "." + std::to_string(i + 1), texts[i], false);
        }
    }
}

TEST(autobahn, section_6_22_and_6_23_what_no_character_has_is_valid_all_the_same) {
    const auto encode = [](char32_t point) {
        std::string text;
        append_utf8(text, point);
        return text;
    };
    int i = 0;
    for (char32_t plane = 0; plane <= 16; ++plane) {
        for (const char32_t low : {0xfffe, 0xffff}) {
            const std::string payload = encode(plane << 16 | low);
            expect_case(
                {"6.22." + std::to_string(++i), text(payload) + close_1000, "text:" + payload + " close:1000 "});
        }
    }
    i = 0;
    for (char32_t point = 0xfff9; point <= 0xffff; ++point) {
        const std::string payload = encode(point);
        expect_case({"6.23." + std::to_string(++i), text(payload) + close_1000, "text:" + payload + " close:1000 "});
    }
}

}  // namespace kaon::inline v0::autobahn
