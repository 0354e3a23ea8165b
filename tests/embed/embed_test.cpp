// What kaon_embed puts into a program: every file of tests/embed/files, unchanged, found by name.
#include "embedded/samples.hpp"

#include <gtest/gtest.h>

TEST(embed, files_are_found_by_name_with_type_and_bytes) {
    const samples::File* style = samples::find("style.css");
    ASSERT_NE(style, nullptr);
    EXPECT_EQ(style->content_type, "text/css; charset=utf-8");
    EXPECT_EQ(style->bytes, "/* A sample for the test of kaon_embed. */\n");
    EXPECT_EQ(samples::find("gone.css"), nullptr);
}

TEST(embed, an_empty_file_has_no_bytes) {
    const samples::File* empty = samples::find("sub/empty.svg");
    ASSERT_NE(empty, nullptr);
    EXPECT_EQ(empty->bytes, "");
    EXPECT_EQ(empty->content_type, "image/svg+xml");
}

TEST(embed, bytes_that_are_no_text_stay_as_they_are) {
    const samples::File* binary = samples::find("sub/bytes.bin");
    ASSERT_NE(binary, nullptr);
    EXPECT_EQ(binary->bytes, std::string_view("\x00\xff\r\n", 4));
    EXPECT_EQ(binary->content_type, "application/octet-stream");
}

TEST(embed, tags_are_quoted_and_follow_the_content) {
    ASSERT_EQ(samples::files().size(), 3u);
    for (const samples::File& file : samples::files()) {
        EXPECT_EQ(file.etag.size(), 22u);
        EXPECT_TRUE(file.etag.starts_with('"') && file.etag.ends_with('"'));
    }
    EXPECT_NE(samples::files()[0].etag, samples::files()[1].etag);
    EXPECT_LT(samples::files()[0].name, samples::files()[1].name);
}

TEST(embed, hashed_names_follow_the_content_and_keep_the_ending) {
    const std::string_view name = samples::hashed("style.css");
    ASSERT_EQ(name.size(), std::string_view("style.3f2a91c0.css").size());
    EXPECT_TRUE(name.starts_with("style.") && name.ends_with(".css"));
    EXPECT_EQ(samples::find("style.css")->etag.substr(1, 8), name.substr(6, 8));
    EXPECT_TRUE(samples::hashed("sub/empty.svg").starts_with("sub/empty."));
}

TEST(embed, only_what_becomes_smaller_is_compressed) {
    EXPECT_EQ(samples::find("sub/bytes.bin")->brotli, "");
    EXPECT_EQ(samples::find("sub/empty.svg")->gzip, "");
}
