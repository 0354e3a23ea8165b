// Created: 201, the thing, and its address encoded.
#include <gtest/gtest.h>

#include "kaon/web/response/created.hpp"
#include "kaon/web/test_client.hpp"
#include "kaon/web/web.hpp"

namespace kaon::inline v0 {
namespace {

struct Item {
    int id;
};

TEST(created, encodes_its_location) {
    TestClient c(Router{post<"/items">([](Json<Item> item) {
                     return Created{*item, "/items/{}/{}", item->id, std::string("a/b?c")};
                 })}.build()
                     .value());
    auto r = c.post("/items").json(R"({"id":7})").send();
    EXPECT_EQ(r.code(), 201);
    EXPECT_EQ(r.header("location"), "/items/7/a%2Fb%3Fc");
    EXPECT_EQ(r.text(), R"({"id":7})");
}

}  // namespace
}  // namespace kaon::inline v0
