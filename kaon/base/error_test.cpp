// Error: any enum as a code, texts kept apart, causes, copies.
#include <gtest/gtest.h>

#include "kaon/base/error.hpp"

namespace shop {
enum class Stock { sold_out };
kaon::CodeText describe(Stock) { return {kaon::Errc::conflict, "sold_out", "Sold out."}; }
}  // namespace shop

using kaon::Errc, kaon::Error;

TEST(error, a_users_enum_is_a_code) {
    Error error = Error(shop::Stock::sold_out).with_detail("sku 17");
    EXPECT_TRUE(error.is(shop::Stock::sold_out));
    EXPECT_FALSE(error.is(Errc::conflict));
    EXPECT_EQ(error.kind(), Errc::conflict);
    EXPECT_EQ(error.text(), "Sold out.");
    EXPECT_EQ(error.detail(), "sku 17");
    static_assert(sizeof(Error) == sizeof(void*));
}

TEST(error, keeps_cause_fields_and_place) {
    Error error = Error(Errc::unprocessable, "bad order")
                      .with_field("items.3.price", "must be positive")
                      .with_cause(Error(Errc::invalid));
    ASSERT_EQ(error.fields().size(), 1u);
    EXPECT_EQ(error.fields()[0].path, "items.3.price");
    ASSERT_NE(error.cause(), nullptr);
    EXPECT_EQ(error.cause()->kind(), Errc::invalid);
    const std::string line = error.describe_all();
    EXPECT_NE(line.find("caused by invalid"), std::string::npos);
    EXPECT_NE(line.find("error_test.cpp:"), std::string::npos);
}

TEST(error, a_copy_holds_all_of_it) {
    const Error error = Error(shop::Stock::sold_out, "None left.")
                            .with_detail("sku 17")
                            .with_field("sku", "is sold out")
                            .with_cause(Error(Errc::timeout).with_cause(Error(Errc::invalid)));
    const Error copy = error.copy();
    EXPECT_TRUE(copy.is(shop::Stock::sold_out));
    EXPECT_EQ(copy.describe_all(), error.describe_all());
    EXPECT_FALSE(copy.has_codes_text());
    EXPECT_TRUE(copy.cause()->has_codes_text());
}
