// FieldList: elements between commas, as quoted strings let them stand.
#include <vector>

#include <gtest/gtest.h>

#include "kaon/http/field_list.hpp"

using namespace kaon::http;

TEST(field_list, splits_at_commas_outside_quotes) {
    const std::pair<std::string_view, std::vector<std::string_view>> cases[] = {
        {"", {}},
        {" , ,", {}},
        {"a", {"a"}},
        {"a, b\t,c", {"a", "b", "c"}},
        {"a;x=\"1,2\", b", {"a;x=\"1,2\"", "b"}},
        {"\"a\\\",b\", c", {"\"a\\\",b\"", "c"}},
        {"\"open, b", {"\"open, b"}},
        {"\"\\", {"\"\\"}},
    };
    for (const auto& [text, expected] : cases) {
        std::vector<std::string_view> got;
        for (std::string_view element : FieldList(text)) got.push_back(element);
        EXPECT_EQ(got, expected) << text;
    }
}
