// Methods: names both ways, and which of them are safe.
#include <string>

#include <gtest/gtest.h>

#include "kaon/http/method.hpp"

using namespace kaon::http;

TEST(method, names_are_read_back_and_case_matters) {
    for (std::size_t i = 0; i < known_methods; ++i) {
        const auto method = static_cast<Method>(i);
        EXPECT_EQ(parse_method(text(method)), method);
        const std::string name(text(method));
        EXPECT_EQ(parse_method(name + "X"), Method::unknown);
        EXPECT_EQ(parse_method(static_cast<char>(name[0] | 0x20) + name.substr(1)), Method::unknown);
    }
    EXPECT_EQ(text(Method::unknown), "");
    EXPECT_EQ(parse_method(""), Method::unknown);
    EXPECT_EQ(text(Method::del), "DELETE");
}

TEST(method, is_safe_when_it_only_asks) {
    for (Method method : {Method::get, Method::head, Method::options, Method::trace}) EXPECT_TRUE(is_safe(method));
    for (Method method : {Method::post, Method::put, Method::del, Method::connect, Method::patch, Method::unknown})
        EXPECT_FALSE(is_safe(method)) << text(method);
}
