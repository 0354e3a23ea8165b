// Values as forms have them: text for everything.
#include <gtest/gtest.h>

#include "kaon/json/read.hpp"

using namespace kaon;

namespace {

struct Form {
    std::string name;
    std::int32_t age = 0;
    double price = 0;
    bool news = true;
    std::optional<std::int32_t> team{};
    std::optional<std::string> note{};
    std::vector<std::string> tag{};
    std::vector<std::uint8_t> day{};
};
constexpr json::Options forms{.source = json::Source::forms};

}  // namespace

TEST(json_forms, text_becomes_what_the_field_is) {
    const auto form = json::read<Form>(
        R"({"name":"","age":"7","price":"1.5","team":"","note":"","tag":"a","day":["1","2"],"submit":"x"})", forms);
    ASSERT_TRUE(form) << form.error().describe_all();
    EXPECT_EQ(form->age, 7);
    EXPECT_EQ(form->price, 1.5);
    EXPECT_FALSE(form->news);
    EXPECT_FALSE(form->team);
    EXPECT_EQ(form->note, "");
    EXPECT_EQ(form->tag, std::vector<std::string>{"a"});
    EXPECT_EQ(form->day, (std::vector<std::uint8_t>{1, 2}));
}

TEST(json_forms, all_misfits_are_reported) {
    const auto wrong =
        json::read<Form>(R"({"age":"x","price":"","news":"on","team":"-","tag":[],"day":["1","300",{}]})", forms);
    ASSERT_FALSE(wrong);
    std::string all;
    for (const FieldError& field : wrong.error().fields()) all += field.path + ": " + field.message + "\n";
    EXPECT_EQ(all, "age: must be a whole number\n"
                   "price: must be a number\n"
                   "team: must be a whole number\n"
                   "day.1: must be a whole number between 0 and 255\n"
                   "day.2: expected a whole number, got an object\n"
                   "name: is missing\n");
}

TEST(json_forms, are_read_only_when_asked_for) {
    const auto program = json::read<Form>(R"({"name":"","age":"7","price":1,"tag":"a"})");
    ASSERT_FALSE(program);
    EXPECT_EQ(program.error().fields().size(), 4u) << program.error().text();
}
