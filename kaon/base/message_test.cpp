// Message: text that is put together while the program is compiled.
#include <string>

#include <gtest/gtest.h>

#include "kaon/base/message.hpp"

using namespace kaon;

TEST(message, is_built_by_the_compiler) {
    static constexpr Message message = [] {
        Message m;
        m << "the " << ordinal(1) << " of " << std::size_t{120};
        m.pad(2) << "^";
        return m;
    }();
    static_assert(!message.ok() && message.view() == "the 2nd of 120  ^");
    static_assert(Message().ok());
    SUCCEED();
}
