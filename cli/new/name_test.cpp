// Names that a project can have, and the line for each that it cannot.
#include <gtest/gtest.h>

#include "cli/new/name.hpp"

using kaon::cli::name_mistake;

TEST(name, of_letters_digits_and_underscores_is_good) {
    for (const char* name : {"a", "guestbook", "my_shop2", "server", "app", "tests", "kaonic"})
        EXPECT_EQ(name_mistake(name), "") << name;
}

TEST(name, that_cannot_be_one_is_refused_with_one_that_can) {
    struct Case {
        std::string name, part, instead;
    };
    const Case cases[] = {
        {"", "it is empty", "try one like 'guestbook'"},
        {"my shop", "a space", "try 'my_shop'"},
        {"my-shop", "only a-z, 0-9 and _", "try 'my_shop'"},
        {"MyShop", "capital letters", "try 'myshop'"},
        {"2fast", "begins with a digit", "try 'fast'"},
        {"_x", "begins with an underscore", "try 'x'"},
        {"a__b", "two underscores", "try 'a_b'"},
        {"über", "only a-z, 0-9 and _", "try 'ber'"},
        {"...", "only a-z, 0-9 and _", "try one like 'guestbook'"},
        {"class", "a word of C++", "try 'class_site'"},
        {"test", "CMake has a target", "try 'test_site'"},
        {"all", "CMake has a target", "try 'all_site'"},
        {"m", "a library has that name", "try 'm_site'"},
        {"sql", "the build has a folder", "try 'sql_site'"},
        {"kaon", "are the library's", "try 'my_kaon'"},
        {"kaon_shop", "are the library's", "try 'my_kaon_shop'"},
        {"../shop", "a path separator", "try 'shop' and --directory for the place"},
        {"shops/", "a path separator", "try one like 'guestbook'"},
        {std::string(41, 'a'), "more than 40 characters", "try '" + std::string(40, 'a') + "'"},
        {"a\nb", "'a?b'", "try 'a_b'"},
    };
    for (const Case& c : cases) {
        const std::string line = name_mistake(c.name);
        EXPECT_NE(line.find(c.part), std::string::npos) << line;
        EXPECT_TRUE(line.ends_with(c.instead)) << line;
        EXPECT_EQ(line.find('\n'), std::string::npos) << line;
    }
}

TEST(name, that_is_suggested_is_good) {
    for (const char* name : {"My Shop!", "9 to 5", "KAON", "Class", "a/b/New App", "--help", "x__"}) {
        const std::string line = name_mistake(name);
        const std::size_t from = line.find("try '");
        ASSERT_NE(from, std::string::npos) << line;
        EXPECT_EQ(name_mistake(line.substr(from + 5, line.find('\'', from + 5) - from - 5)), "") << line;
    }
}
