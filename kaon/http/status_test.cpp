// Statuses: their phrases, and which of them have no content.
#include <gtest/gtest.h>

#include "kaon/http/status.hpp"

using namespace kaon::http;

TEST(status, has_the_registered_phrase_or_a_stand_in) {
    EXPECT_EQ(phrase(Status::not_found), "Not Found");
    EXPECT_EQ(phrase(Status::content_too_large), "Content Too Large");
    EXPECT_EQ(phrase(static_cast<Status>(299)), "Status");
}

TEST(status, without_content_is_what_the_rfc_lists) {
    for (Status status : {Status::continue_, Status::switching_protocols, Status::early_hints, Status::no_content,
                          Status::not_modified})
        EXPECT_TRUE(has_no_content(status)) << phrase(status);
    for (Status status : {Status::ok, Status::reset_content, Status::see_other, Status::not_found})
        EXPECT_FALSE(has_no_content(status)) << phrase(status);
}
