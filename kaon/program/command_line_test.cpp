// Structs filled from command lines: what is taken, what is refused and with which words.
#include <gtest/gtest.h>

#include "kaon/program/command_line.hpp"
#include "kaon/program/help.hpp"
#include "kaon/reflect/type_of.hpp"
#include "kaon/web/config/secret.hpp"

namespace kaon::inline v0::program {
namespace {

enum class Colour : std::uint8_t { never, always };

struct Options {
    std::string pattern;
    std::vector<std::string> files;
    bool ignore_case = false;
    bool recursive = true;
    std::uint16_t context = 2;
    Colour colour = Colour::never;
    std::optional<double> limit;
    std::vector<std::string> skip;
    Secret token;
    static consteval auto describe() { return reflect::rules({{.field = "context", .max = 100}}); }
    static consteval auto command_line() {
        return arguments({
            {.field = "pattern", .help = "what to look for"},
            {.field = "ignore_case", .letter = 'i', .help = "capitals are small letters"},
            {.field = "context", .letter = 'C', .value = "LINES"},
            {.field = "skip", .role = Role::option},
        });
    }
};

struct Parsed {
    Options options;
    std::string mistake;
};

Parsed parse(std::vector<const char*> words) {
    Parsed parsed;
    words.insert(words.begin(), "search");
    Parameters parameters;
    add_fields(parameters, reflect::type_info<Options>(), &parsed.options, arguments_of<Options>(), Places::allowed);
    parameters.add_flag("help", 'h', "print this text");
    auto line = read_command_line(parameters, static_cast<int>(words.size()), words.data());
    if (!line) return {{}, std::string(line.error().text())};
    Result<> filled = fill(reflect::type_info<Options>(), &parsed.options, parameters, *line);
    if (!filled) parsed.mistake = filled.error().text();
    return parsed;
}

TEST(command_line, fills_places_flags_numbers_enums_optionals_and_lists) {
    const Parsed p = parse({"-iC3", "x", "a", "--limit=0.5", "--colour", "always", "--no-recursive", "b", "--skip", "1",
                            "--skip=2", "--", "--help"});
    ASSERT_EQ(p.mistake, "");
    EXPECT_EQ(p.options.pattern, "x");
    EXPECT_EQ(p.options.files, (std::vector<std::string>{"a", "b", "--help"}));
    EXPECT_TRUE(p.options.ignore_case);
    EXPECT_FALSE(p.options.recursive);
    EXPECT_EQ(p.options.context, 3);
    EXPECT_EQ(p.options.colour, Colour::always);
    EXPECT_EQ(p.options.limit, 0.5);
    EXPECT_EQ(p.options.skip, (std::vector<std::string>{"1", "2"}));
}

TEST(command_line, leaves_the_initialisers_where_nothing_is_given) {
    const Parsed p = parse({"-"});
    ASSERT_EQ(p.mistake, "");
    EXPECT_EQ(p.options.pattern, "-");
    EXPECT_EQ(p.options.context, 2);
    EXPECT_TRUE(p.options.recursive);
    EXPECT_FALSE(p.options.limit);
}

TEST(command_line, takes_the_last_of_two_values_and_numbers_below_zero) {
    EXPECT_EQ(parse({"x", "-C", "4", "--context=5"}).options.context, 5);
    EXPECT_EQ(parse({"-5"}).options.pattern, "-5");
}

TEST(command_line, says_what_is_wrong_in_one_line) {
    const struct {
        std::vector<const char*> words;
        const char* mistake;
    } table[] = {
        {{}, "PATTERN is missing: what to look for"},
        {{"x", "--ignore-cose"}, "unknown option --ignore-cose; did you mean --ignore-case?"},
        {{"x", "--frobnicate"}, "unknown option --frobnicate"},
        {{"x", "--case"}, "unknown option --case; did you mean --ignore-case?"},
        {{"x", "--ignore=1"}, "unknown option --ignore; did you mean --ignore-case?"},
        {{"x", "--co"}, "unknown option --co"},
        {{"x", "--col", "never"}, "unknown option --col; did you mean --colour?"},
        {{"x", "-iq"}, "unknown option -q"},
        {{"x", "--context"}, "--context needs a value: --context LINES"},
        {{"x", "-C"}, "--context needs a value: --context LINES"},
        {{"x", "--context="}, "--context is empty"},
        {{"x", "--context=1x"}, "--context must be a whole number, and is '1x'"},
        {{"x", "--context=70000"}, "--context must be a whole number between 0 and 65535, and is '70000'"},
        {{"x", "--context=101"}, "--context must be at most 100"},
        {{"x", "--ignore-case=yes"}, "--ignore-case takes no value"},
        {{"x", "--token=abc"}, "unknown option --token"},
    };
    for (const auto& row : table) EXPECT_EQ(parse(row.words).mistake, row.mistake);
}

TEST(command_line, refuses_words_without_a_place) {
    struct Flags {
        bool all = false;
    } flags;
    Parameters parameters;
    add_fields(parameters, reflect::type_info<Flags>(), &flags, {}, Places::allowed);
    const char* words[] = {"x", "stray"};
    EXPECT_EQ(read_command_line(parameters, 2, words).error().text(), "takes no 'stray': options begin with --");
}

TEST(command_line, help_lists_places_and_options_with_their_defaults) {
    Options options;
    Parameters parameters;
    add_fields(parameters, reflect::type_info<Options>(), &options, arguments_of<Options>(), Places::allowed);
    parameters.add_flag("help", 'h', "print this text");
    EXPECT_EQ(help_text("search", "Prints lines.", parameters, "Example: search x y"),
              "Usage: search [OPTIONS] PATTERN [FILES...]\n"
              "\n"
              "Prints lines.\n"
              "\n"
              "Arguments:\n"
              "  PATTERN     what to look for\n"
              "  [FILES...]\n"
              "\n"
              "Options:\n"
              "  -i, --ignore-case          capitals are small letters\n"
              "      --no-recursive\n"
              "  -C, --context LINES        (default: 2)\n"
              "      --colour never|always  (default: never)\n"
              "      --limit N\n"
              "      --skip TEXT\n"
              "  -h, --help                 print this text\n"
              "\n"
              "Example: search x y\n");
}

}  // namespace
}  // namespace kaon::inline v0::program
